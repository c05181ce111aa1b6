import { iso, Row } from '@countersign/plugin-governance-node';
import {
  MeasuredIncident,
  Times,
} from '@countersign/plugin-incident-management-common';
import { IncidentResource } from '@countersign/plugin-incident-management-node';
import { Knex } from 'knex';

/** What figures, and those who may see them, need of an incident. */
export interface NarrowIncident {
  measured: MeasuredIncident;
  /** As permission rules see it. */
  resource: IncidentResource;
  privateTo: string | undefined;
}

const timeColumns = [
  'started_at',
  'detected_at',
  'acknowledged_at',
  'mitigated_at',
  'restored_at',
  'resolved_at',
];

/** So many are read at once: others get their turn meanwhile. */
const PAGE = 5_000;

/** Reads many incidents narrowly, for figures. */
export class IncidentMetricsStore {
  /** All, page by page. */
  async *all(db: Knex): AsyncGenerator<NarrowIncident[]> {
    let after = '0';
    for (;;) {
      const rows: Row[] = await narrow(db)
        .where('seq', '>', after)
        .orderBy('seq')
        .limit(PAGE);
      yield rows.map(toNarrow);
      if (rows.length < PAGE) return;
      after = String(rows[rows.length - 1].seq);
    }
  }

  /** By their numbers; those that are not there are left out. */
  async of(db: Knex, numbers: readonly string[]): Promise<NarrowIncident[]> {
    if (numbers.length === 0) return [];
    const rows: Row[] = await narrow(db).whereRaw('number = ANY (?::text[])', [
      [...numbers],
    ]);
    return rows.map(toNarrow);
  }

  /** What incidents are called, by their numbers. */
  async titles(
    db: Knex,
    numbers: readonly string[],
  ): Promise<Map<string, string>> {
    if (numbers.length === 0) return new Map();
    const rows: Row[] = await db('incidents')
      .whereRaw('number = ANY (?::text[])', [[...numbers]])
      .select('number', 'title');
    return new Map(rows.map(row => [String(row.number), String(row.title)]));
  }
}

function narrow(db: Knex): Knex.QueryBuilder {
  return db('incidents').select(
    ...['seq', 'number', 'team', 'entities', 'state', 'drill'],
    ...['reporter', 'responders', 'private_to'],
    ...timeColumns,
    db.raw(`facts->>'source' AS source`),
    db.raw(`(facts->>'worstPriority')::int AS worst_priority`),
    db.raw(`facts->>'firstAlertAt' AS first_alert_at`),
    db.raw(`facts->'causes' AS causes`),
    db.raw(`facts->'merged' AS merged`),
  );
}

function toNarrow(row: Row): NarrowIncident {
  const times = Object.fromEntries(
    timeColumns.flatMap(column => {
      const at = iso(row[column]);
      return at === undefined ? [] : [[column.replace('_at', ''), at]];
    }),
  ) as Times;
  const team = row.team as string[];
  const firstAlertAt = row.first_alert_at as string | null;
  return {
    measured: {
      number: String(row.number),
      ...(team[0] !== undefined && { team: team[0] }),
      entities: row.entities as string[],
      state: row.state as MeasuredIncident['state'],
      drill: row.drill as boolean,
      source: row.source as MeasuredIncident['source'],
      worstPriority: Number(row.worst_priority),
      times,
      ...(firstAlertAt !== null && { firstAlertAt }),
      causes: row.causes as MeasuredIncident['causes'],
      ...(row.merged !== null && {
        merged: row.merged as MeasuredIncident['merged'],
      }),
    },
    resource: {
      team,
      reporter: String(row.reporter),
      responders: row.responders as string[],
    },
    privateTo: (row.private_to as string | null) ?? undefined,
  };
}
