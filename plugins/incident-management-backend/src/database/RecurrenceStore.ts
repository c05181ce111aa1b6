import { PastIncident } from '@countersign/plugin-incident-management-common';
import { Knex } from 'knex';

/** Incidents and what their alerts watched, for what is looked for over many of them. */
export class RecurrenceStore {
  /** Those that began since, without drills, private ones and what was canceled, the last first. */
  async past(db: Knex, since: Date): Promise<PastIncident[]> {
    const { rows } = await db.raw(
      `SELECT i.number, i.started_at, i.facts,
         array_remove(array_agg(DISTINCT a.condition), NULL) AS conditions
       FROM incidents i
       LEFT JOIN incident_alert_groups g ON g.number = i.number
       LEFT JOIN alert_groups a ON a.group_key = g.group_key
       WHERE i.started_at >= ? AND NOT i.drill AND i.private_to IS NULL AND i.state <> 'canceled'
       GROUP BY i.seq, i.number, i.started_at, i.facts
       ORDER BY i.seq DESC LIMIT 5000`,
      [since],
    );
    return rows.map(
      (row: {
        number: string;
        started_at: Date;
        conditions: string[];
        facts: {
          entities: string[];
          problems: string[];
          causes: { change: { number: string } }[];
        };
      }) => ({
        number: row.number,
        started: row.started_at.toISOString(),
        entities: row.facts.entities,
        conditions: row.conditions,
        causes: row.facts.causes.map(({ change }) => change.number),
        problems: row.facts.problems,
      }),
    );
  }

  /** What the alerts of each of these incidents watched. */
  async conditionsOf(
    db: Knex,
    numbers: readonly string[],
  ): Promise<Map<string, string[]>> {
    const rows: { number: string; condition: string }[] = await db(
      'incident_alert_groups as g',
    )
      .join('alert_groups as a', 'a.group_key', 'g.group_key')
      .whereIn('g.number', numbers)
      .distinct('g.number', 'a.condition');
    const found = new Map<string, string[]>();
    for (const { number, condition } of rows) {
      found.set(number, [...(found.get(number) ?? []), condition]);
    }
    return found;
  }
}
