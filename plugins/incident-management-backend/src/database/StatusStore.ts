import { compact, iso, Row } from '@countersign/plugin-governance-node';
import {
  openStates,
  StatusIncident,
} from '@countersign/plugin-incident-management-common';
import { Knex } from 'knex';
import { ListReader, seenBy } from './IncidentListStore';

/** What a status page is made of. */
export class StatusStore {
  /** Incidents that are open, or were since a moment, as far as the reader sees them. Drills hit nothing. */
  async incidents(
    db: Knex,
    since: Date,
    reader: Pick<ListReader, 'readable' | 'groups'>,
  ): Promise<StatusIncident[]> {
    const rows: Row[] = await seenBy(db('incidents'), reader)
      .where({ drill: false })
      .whereNotIn('state', ['triage', 'canceled'])
      .where(lasted =>
        lasted
          .whereIn('state', [...openStates])
          .orWhere('started_at', '>=', since)
          .orWhere('resolved_at', '>=', since),
      )
      .orderBy('seq')
      .select(
        ...['number', 'title', 'entities', 'state', 'started_at'],
        ...['detected_at', 'acknowledged_at', 'mitigated_at'],
        ...['restored_at', 'resolved_at'],
        db.raw(`facts->>'impact' AS impact`),
        db.raw(`facts->'update' AS said`),
      );
    return rows.map(toIncident);
  }
}

function toIncident(row: Row): StatusIncident {
  const said = row.said as StatusIncident['update'] | null;
  return compact({
    number: String(row.number),
    title: String(row.title),
    entities: row.entities as string[],
    state: row.state as StatusIncident['state'],
    impact: row.impact as StatusIncident['impact'],
    times: compact({
      started: iso(row.started_at)!,
      detected: iso(row.detected_at)!,
      acknowledged: iso(row.acknowledged_at),
      mitigated: iso(row.mitigated_at),
      restored: iso(row.restored_at),
      resolved: iso(row.resolved_at),
    }),
    update:
      said === null
        ? undefined
        : compact({
            text: said!.text,
            by: said!.by,
            at: said!.at,
            nextAt: said!.nextAt,
          }),
  });
}
