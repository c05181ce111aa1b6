import {
  DutyFacts,
  Facts,
  Hand,
  isOwed,
  Naming,
} from '@countersign/plugin-change-management-common';
import { iso, json } from '@countersign/plugin-governance-node';
import { prepared } from '@countersign/plugin-ledger-node';
import { Knex } from 'knex';
import {
  changeColumns,
  ChangeRow,
  StoredChange,
  toStoredChange,
} from './changeRows';

const factsColumns = [
  'change_facts.facts',
  'change_facts.last_at',
  'change_facts.last_sequence',
];
/** A change with its facts. */
const bothColumns = [
  ...changeColumns.map(column => `changes.${column}`),
  ...factsColumns,
];

/** A change with the facts that are kept of it. */
export interface KeptChange {
  stored: StoredChange;
  /** Absent where they are not kept yet. */
  facts?: Facts;
}

/** Facts to be kept. */
export interface KeptFacts {
  changeId: string;
  facts: Facts;
  /** As they are in the database. */
  saved?: Facts;
}

/**
 * The facts of each change, as folded from its ledger entries, and the hands people had in it, one row each: what the
 * rules of the database look at. A hand is never taken back.
 */
export class FactsStore {
  async find(db: Knex, changeId: string): Promise<Facts | undefined> {
    const row: ChangeRow | undefined = await db('change_facts')
      .where({ change_id: changeId })
      .first(...factsColumns);
    return row && toFacts(row);
  }

  /** Those of the changes that exist, in no particular order. */
  async changes(db: Knex, numbers: readonly string[]): Promise<KeptChange[]> {
    const { rows } = await prepared(
      db.raw<{ rows: ChangeRow[] }>(
        `SELECT ${bothColumns.join(', ')} FROM changes
         LEFT JOIN change_facts ON change_facts.change_id = changes.id
         WHERE changes.number = ANY (?)`,
        [[...numbers]],
      ),
    );
    return rows.map(toKept);
  }

  /** Locks a change, and reads it with its facts: one round trip, as others may be waiting. */
  async lockChange(
    trx: Knex.Transaction,
    number: string,
  ): Promise<KeptChange | undefined> {
    const [both] = await lockedWithFacts(trx, [number]);
    if (both) return toKept(both);
    const row = await trx<ChangeRow>('changes')
      .where({ number })
      .forUpdate()
      .first();
    if (!row) return undefined;
    const stored = toStoredChange(row);
    // Whoever held the lock may have kept them first.
    return { stored, facts: await this.find(trx, stored.change.id) };
  }

  /** The same for those of the changes that have facts and that nobody else holds: without waiting for any. */
  async lockFree(
    trx: Knex.Transaction,
    numbers: string[],
  ): Promise<Required<KeptChange>[]> {
    const rows = await lockedWithFacts(trx, numbers, { skipLocked: true });
    return rows.map(row => ({ ...toKept(row), facts: toFacts(row)! }));
  }

  /** Who had which hand in these changes, by id. */
  async dutiesOf(
    db: Knex,
    changeIds: string[],
  ): Promise<Map<string, DutyFacts>> {
    const rows: { change_id: string; hands: Hand[]; named: Naming[] }[] =
      await db('change_facts')
        .whereIn('change_id', changeIds)
        .select(
          'change_id',
          db.raw(`facts->'hands' AS hands`),
          db.raw(`facts->'named' AS named`),
        );
    return new Map(
      rows.map(({ change_id: id, hands, named }) => [id, { hands, named }]),
    );
  }

  async save(trx: Knex.Transaction, all: readonly KeptFacts[]): Promise<void> {
    const changed = all.filter(each => !hasOnlyMoved(each));
    await this.#saveLastEntries(trx, all.filter(hasOnlyMoved));
    await this.#saveFacts(trx, changed);
    await this.#saveHands(trx, changed);
    for (const { changeId, facts, saved } of changed) {
      if (
        facts.ahead?.since !== saved?.ahead?.since ||
        (saved && isOwed(facts) !== isOwed(saved))
      ) {
        await this.#saveObligation(trx, changeId, facts);
      }
    }
  }

  async #saveFacts(
    trx: Knex.Transaction,
    all: readonly KeptFacts[],
  ): Promise<void> {
    if (!all.length) return;
    await prepared(
      trx.raw(
        `INSERT INTO change_facts (change_id, rules, facts, last_at, last_sequence)
         SELECT * FROM unnest(:ids::uuid[], :rules::integer[], :facts::json[], :ats::timestamptz[], :sequences::integer[])
         ON CONFLICT (change_id) DO UPDATE SET rules = excluded.rules, facts = excluded.facts,
           last_at = excluded.last_at, last_sequence = excluded.last_sequence`,
        {
          ...lastEntriesOf(all),
          rules: all.map(({ facts }) => facts.rules),
          facts: all.map(({ facts }) => json(facts)),
        },
      ),
    );
  }

  async #saveLastEntries(
    trx: Knex.Transaction,
    all: readonly KeptFacts[],
  ): Promise<void> {
    if (!all.length) return;
    await prepared(
      trx.raw(
        `UPDATE change_facts AS f
         SET last_at = moved.at, last_sequence = moved.sequence
         FROM unnest(:ids::uuid[], :ats::timestamptz[], :sequences::integer[])
           AS moved (change_id, at, sequence)
         WHERE f.change_id = moved.change_id`,
        lastEntriesOf(all),
      ),
    );
  }

  /** What went ahead unapproved is owed from then on, and answered once. */
  async #saveObligation(
    trx: Knex.Transaction,
    changeId: string,
    facts: Facts,
  ): Promise<void> {
    if (!facts.ahead) return;
    await trx('obligations')
      .insert({
        change_id: changeId,
        since: facts.ahead.since,
        due_at: facts.ahead.dueAt,
      })
      .onConflict('change_id')
      .ignore();
    if (isOwed(facts)) return;
    await trx('obligations')
      .where({ change_id: changeId })
      .whereNull('answered_at')
      .update({ answered_at: facts.at });
  }

  async #saveHands(
    trx: Knex.Transaction,
    all: readonly KeptFacts[],
  ): Promise<void> {
    const rows = all.flatMap(({ changeId, facts, saved }) =>
      facts.hands.slice(saved?.hands.length ?? 0).map(hand => ({
        change_id: changeId,
        who: hand.who,
        hand: hand.as,
        at: hand.at,
        entry_id: hand.entry,
      })),
    );
    if (!rows.length) return;
    await trx('change_hands')
      .insert(rows)
      .onConflict(['change_id', 'who', 'hand'])
      .ignore();
  }
}

/** Both rows are locked: what is joined without a lock would be from before a wait for it. */
async function lockedWithFacts(
  trx: Knex.Transaction,
  numbers: readonly string[],
  { skipLocked = false } = {},
): Promise<ChangeRow[]> {
  const { rows } = await prepared(
    trx.raw<{ rows: ChangeRow[] }>(
      `SELECT ${bothColumns.join(', ')} FROM changes
       JOIN change_facts ON change_facts.change_id = changes.id
       WHERE changes.number = ANY (?) ORDER BY changes.number
       FOR UPDATE OF changes, change_facts${skipLocked ? ' SKIP LOCKED' : ''}`,
      [[...numbers]],
    ),
  );
  return rows;
}

/** What stands beside the facts is as new as they are, or newer. */
function toFacts(row: ChangeRow): Facts | undefined {
  const facts = row.facts as Facts | null;
  return (
    (facts && {
      ...facts,
      at: iso(row.last_at) ?? facts.at,
      sequence: (row.last_sequence as number | null) ?? facts.sequence,
    }) ??
    undefined
  );
}

/** The columns of what was recorded last. */
function lastEntriesOf(all: readonly KeptFacts[]) {
  return {
    ids: all.map(({ changeId }) => changeId),
    ats: all.map(({ facts }) => facts.at),
    sequences: all.map(({ facts }) => facts.sequence ?? null),
  };
}

/** Entries were added that say nothing else about the change. */
function hasOnlyMoved({ facts, saved }: KeptFacts): boolean {
  if (!saved) return false;
  const fields = new Set([...Object.keys(facts), ...Object.keys(saved)]);
  return [...fields].every(
    field =>
      field === 'at' ||
      field === 'sequence' ||
      facts[field as keyof Facts] === saved[field as keyof Facts],
  );
}

function toKept(row: ChangeRow): KeptChange {
  return {
    stored: toStoredChange(row),
    facts: toFacts(row),
  };
}
