import { iso, Row } from '@countersign/plugin-governance-node';
import {
  MeasuredIncident,
  Times,
} from '@countersign/plugin-incident-management-common';
import { Knex } from 'knex';
import { ListReader, seenBy } from './IncidentListStore';

/** Which incidents are measured. */
export interface MeasuredFilter {
  from: string;
  to: string;
  team?: string[];
  entityRef?: string[];
  /** What is named first. */
  service?: string[];
  priority?: number[];
  source?: string[];
}

const timeColumns = [
  'started_at',
  'detected_at',
  'acknowledged_at',
  'mitigated_at',
  'restored_at',
  'resolved_at',
];

/** Reads many incidents narrowly, for figures. */
export class IncidentMetricsStore {
  /** Those that started in the period and that the reader may see. */
  async measured(
    db: Knex,
    filter: MeasuredFilter,
    reader: Pick<ListReader, 'readable' | 'groups'>,
  ): Promise<(MeasuredIncident & { title: string })[]> {
    const { from, to, team, entityRef, service, priority, source } = filter;
    const query = seenBy(db('incidents'), reader)
      .where('started_at', '>=', from)
      .where('started_at', '<', to);
    if (team) query.whereRaw('team && ?::text[]', [team]);
    if (entityRef) query.whereRaw('entities && ?::text[]', [entityRef]);
    if (service) query.whereRaw('entities[1] = ANY (?::text[])', [service]);
    if (priority) {
      query.whereRaw(`(facts->>'worstPriority')::int = ANY (?::int[])`, [
        priority,
      ]);
    }
    if (source) {
      query.whereRaw(`facts->>'source' = ANY (?::text[])`, [source]);
    }
    const rows: Row[] = await query
      .orderBy('seq')
      .select(
        ...['number', 'title', 'team', 'entities', 'state', 'drill'],
        ...timeColumns,
        db.raw(`facts->>'source' AS source`),
        db.raw(`(facts->>'worstPriority')::int AS worst_priority`),
        db.raw(`facts->>'firstAlertAt' AS first_alert_at`),
        db.raw(`facts->'causes' AS causes`),
      );
    return rows.map(toMeasured);
  }
}

function toMeasured(row: Row): MeasuredIncident & { title: string } {
  const times = Object.fromEntries(
    timeColumns.flatMap(column => {
      const at = iso(row[column]);
      return at === undefined ? [] : [[column.replace('_at', ''), at]];
    }),
  ) as Times;
  const [team] = row.team as string[];
  const firstAlertAt = row.first_alert_at as string | null;
  return {
    number: String(row.number),
    title: String(row.title),
    ...(team !== undefined && { team }),
    entities: row.entities as string[],
    state: row.state as MeasuredIncident['state'],
    drill: row.drill as boolean,
    source: row.source as MeasuredIncident['source'],
    worstPriority: Number(row.worst_priority),
    times,
    ...(firstAlertAt !== null && { firstAlertAt }),
    causes: row.causes as MeasuredIncident['causes'],
  };
}
