import { Row } from '@countersign/plugin-governance-node';
import { Interval } from '@countersign/plugin-governance-common';
import {
  CorrectionFacts,
  correctionNumber,
  ListCorrectionsQuery,
} from '@countersign/plugin-service-levels-common';
import { Knex } from 'knex';

/** A correction with its number. */
export interface StoredCorrection {
  number: string;
  facts: CorrectionFacts;
}

/** Corrections in PostgreSQL. */
export class CorrectionStore {
  async nextNumber(trx: Knex.Transaction): Promise<string> {
    const { rows } = await trx.raw(
      `SELECT nextval('correction_numbers') AS seq`,
    );
    return correctionNumber.of(rows[0].seq);
  }

  async insert(
    trx: Knex.Transaction,
    { number, facts }: StoredCorrection,
  ): Promise<void> {
    const seq = seqOf(number);
    await trx('corrections').insert({ seq, facts: JSON.stringify(facts) });
    await trx('correction_objectives').insert(
      [...new Set(facts.objectives)].map(objective => ({
        objective,
        correction: seq,
      })),
    );
  }

  async update(
    trx: Knex.Transaction,
    { number, facts }: StoredCorrection,
  ): Promise<void> {
    await trx('corrections')
      .where({ seq: seqOf(number) })
      .update({ facts: JSON.stringify(facts) });
  }

  async find(
    knex: Knex,
    number: string,
  ): Promise<StoredCorrection | undefined> {
    const row = await knex('corrections')
      .where({ seq: seqOf(number) })
      .first();
    return row && storedOf(row);
  }

  async lock(
    trx: Knex.Transaction,
    number: string,
  ): Promise<StoredCorrection | undefined> {
    const row = await trx('corrections')
      .where({ seq: seqOf(number) })
      .first()
      .forUpdate();
    return row && storedOf(row);
  }

  /** Newest first. */
  async list(
    knex: Knex,
    { objective, limit, cursor }: ListCorrectionsQuery,
  ): Promise<{ items: StoredCorrection[]; nextCursor?: string }> {
    const query = knex('corrections')
      .orderBy('seq', 'desc')
      .limit(limit + 1);
    if (objective !== undefined) {
      query.whereIn(
        'seq',
        knex('correction_objectives').select('correction').where({ objective }),
      );
    }
    if (cursor) query.where('seq', '<', cursor);
    const rows: Row[] = await query;
    const items = rows.slice(0, limit);
    return {
      items: items.map(storedOf),
      ...(rows.length > limit && { nextCursor: String(items.at(-1)?.seq) }),
    };
  }

  /** All of some objectives, in the order they were entered. */
  async ofObjectives(
    knex: Knex,
    objectives: readonly string[],
  ): Promise<(StoredCorrection & { objective: string })[]> {
    const rows: Row[] = await knex('correction_objectives AS o')
      .join('corrections AS c', 'c.seq', 'o.correction')
      .whereRaw('o.objective = ANY (?::text[])', [[...objectives]])
      .orderBy('c.seq')
      .select('o.objective', 'c.seq', 'c.facts');
    return rows.map(row => ({
      ...storedOf(row),
      objective: String(row.objective),
    }));
  }

  /** Those of one objective, in the order they were entered, which nobody changes until the transaction is over. */
  async holdOfObjective(
    trx: Knex.Transaction,
    objective: string,
  ): Promise<StoredCorrection[]> {
    const rows: Row[] = await trx('corrections')
      .whereIn(
        'seq',
        trx('correction_objectives').select('correction').where({ objective }),
      )
      .orderBy('seq')
      .forShare();
    return rows.map(storedOf);
  }

  /** Those that rely on a change whose window is not over for long, or of which none is known. */
  async watchingChanges(knex: Knex, since: Date): Promise<StoredCorrection[]> {
    const rows: Row[] = await knex('corrections')
      .whereRaw(`facts \\? 'change' AND NOT facts \\? 'withdrawn'`)
      .whereRaw(
        `coalesce((facts->'change'->'window'->>'end')::timestamptz, now()) > ?`,
        [since],
      )
      .orderBy('seq');
    return rows.map(storedOf);
  }

  /** Those whose times change by nobody doing anything: what recurs. */
  async recurring(knex: Knex): Promise<StoredCorrection[]> {
    const rows: Row[] = await knex('corrections')
      .whereRaw(`facts \\? 'rrule'`)
      .orderBy('seq');
    return rows.map(storedOf);
  }

  /** Says in which times of its objectives steps stay as fine as they are. */
  async keepTimes(
    trx: Knex.Transaction,
    { number, facts }: StoredCorrection,
    times: readonly Interval[],
  ): Promise<void> {
    if (times.length === 0) return;
    await trx.raw(
      `INSERT INTO excluded_times (objective, correction, starts_at, ends_at)
       SELECT o, ?, t.starts_at, t.ends_at FROM unnest(?::text[]) AS o,
         unnest(?::timestamptz[], ?::timestamptz[]) AS t (starts_at, ends_at)
       ON CONFLICT (objective, correction, starts_at) DO UPDATE SET ends_at = EXCLUDED.ends_at`,
      [
        seqOf(number),
        [...new Set(facts.objectives)],
        times.map(({ start }) => new Date(start)),
        times.map(({ end }) => new Date(end)),
      ],
    );
  }
}

function seqOf(number: string): string {
  return BigInt(number.slice(correctionNumber.prefix.length)).toString();
}

function storedOf({ seq, facts }: Row): StoredCorrection {
  return {
    number: correctionNumber.of(String(seq)),
    facts: facts as CorrectionFacts,
  };
}
