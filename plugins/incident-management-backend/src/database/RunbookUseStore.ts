import { iso, Row } from '@countersign/plugin-governance-node';
import {
  LastUse,
  RunbookUse,
  RunbookUses,
  StepTick,
} from '@countersign/plugin-incident-management-common';
import { Knex } from 'knex';
import { ListReader, seenBy } from './IncidentListStore';

/** No estate has so many runbooks that are used. */
const MOST = 1000;

/** What of an incident tells who sees that a runbook was used in it. */
const seen = ['drill', 'private_to', 'team', 'reporter', 'responders'];

/** In which incidents runbooks were used: a row for each incident and runbook. */
export class RunbookUseStore {
  /** Writes what was used in a locked incident; what was taken back is no use. */
  async write(
    trx: Knex.Transaction,
    number: string,
    before: readonly StepTick[],
    after: readonly StepTick[],
  ): Promise<void> {
    if (before === after) return;
    await trx('runbook_uses').where({ number }).delete();
    const latest = new Map<string, object>();
    for (const { runbook, page = '', at, by } of after) {
      if (runbook === undefined) continue;
      // They stand in their order, so that the last one stays.
      latest.set(`${runbook} ${page}`, {
        ...{ number, runbook, page },
        used_at: at,
        used_by: by,
      });
    }
    if (latest.size > 0) {
      await trx('runbook_uses').insert([...latest.values()]);
    }
  }

  /** Those of incidents that the reader sees, the last used first. */
  async list(
    db: Knex,
    { runbook }: { runbook?: readonly string[] },
    reader: ListReader,
  ): Promise<RunbookUses> {
    const query = seenBy(
      db.from(
        db('runbook_uses as u')
          .join('incidents as i', 'i.number', 'u.number')
          .select('u.*', ...seen.map(column => `i.${column}`))
          .as('runbook_uses'),
      ),
      reader,
    );
    if (runbook) query.whereIn('runbook', [...runbook]);
    const rows: Row[] = await query
      .groupBy('runbook', 'page')
      .select('runbook', 'page', ...lastOf(db))
      .orderByRaw('max(used_at) DESC, runbook, page')
      .limit(MOST + 1);
    return {
      items: rows.slice(0, MOST).map(toUse),
      capped: rows.length > MOST,
    };
  }
}

/** The last of incidents, and the last of drills. */
function lastOf(db: Knex): Knex.Raw[] {
  return Object.entries({ used: 'NOT drill', drilled: 'drill' }).flatMap(
    ([name, which]) => {
      const last = (column: string) =>
        `(array_agg(${column} ORDER BY used_at DESC, number DESC) FILTER (WHERE ${which}))[1]`;
      return [
        db.raw(`count(*) FILTER (WHERE ${which}) AS ${name}`),
        db.raw(`${last('number')} AS ${name}_in`),
        db.raw(`${last('used_at')} AS ${name}_at`),
        db.raw(`${last('used_by')} AS ${name}_by`),
      ];
    },
  );
}

function toUse(row: Row): RunbookUse {
  const lastUsed = lastIn(row, 'used');
  const lastDrilled = lastIn(row, 'drilled');
  return {
    runbook: String(row.runbook),
    ...(row.page !== '' && { page: String(row.page) }),
    incidents: Number(row.used),
    ...(lastUsed && { lastUsed }),
    drills: Number(row.drilled),
    ...(lastDrilled && { lastDrilled }),
  };
}

function lastIn(row: Row, name: 'used' | 'drilled'): LastUse | undefined {
  const at = iso(row[`${name}_at`]);
  return at === undefined
    ? undefined
    : {
        incident: String(row[`${name}_in`]),
        at,
        by: String(row[`${name}_by`]),
      };
}
