import { Knex } from 'knex';

/** Takes away what is kept no longer, a batch at a time. What decided something is in the ledger, and stays. */
export class ClearingStore {
  /**
   * Alerts that were heard of last before a moment, and are over: never one that fires, that an incident counts as firing, or
   * whose group has an open incident.
   *
   * @returns the groups that they were in, one for each
   */
  async clearAlerts(
    trx: Knex.Transaction,
    before: Date,
    limit: number,
  ): Promise<string[]> {
    const { rows } = await trx.raw<{ rows: { id: string; group: string }[] }>(
      `SELECT a.id, a.group_id AS "group" FROM alerts a
       WHERE a.received_at < ? AND a.state IN ('resolved', 'unknown') AND a.told_at IS NULL
         AND NOT EXISTS (
           SELECT 1 FROM alert_groups g
           JOIN incident_alert_groups s ON s.group_key = g.group_key AND s.open
           WHERE g.id = a.group_id)
       ORDER BY a.received_at, a.seq LIMIT ? FOR UPDATE OF a SKIP LOCKED`,
      [before, limit],
    );
    const ids = rows.map(({ id }) => id);
    await trx('alert_events').whereIn('alert_id', ids).delete();
    await trx('alerts').whereIn('id', ids).delete();
    return rows.map(({ group }) => group);
  }

  /** Payloads that no alert began by any more. */
  async clearPayloads(
    trx: Knex.Transaction,
    before: Date,
    limit: number,
  ): Promise<number> {
    const { rows } = await trx.raw<{ rows: { digest: string }[] }>(
      `SELECT p.digest FROM alert_payloads p
       WHERE p.received_at < ?
         AND NOT EXISTS (SELECT 1 FROM alert_events e WHERE e.payload = p.digest)
         AND NOT EXISTS (SELECT 1 FROM alerts a WHERE a.payload = p.digest)
       ORDER BY p.received_at LIMIT ? FOR UPDATE OF p SKIP LOCKED`,
      [before, limit],
    );
    return trx('alert_payloads')
      .whereIn(
        'digest',
        rows.map(({ digest }) => digest),
      )
      .delete();
  }

  /** Groups in which no alert is left, and that never led to an incident. */
  async clearGroups(
    trx: Knex.Transaction,
    before: Date,
    limit: number,
  ): Promise<number> {
    const { rows } = await trx.raw<{ rows: { id: string }[] }>(
      `SELECT g.id FROM alert_groups g
       WHERE g.updated_at < ? AND g.state = 'quiet' AND g.incident IS NULL
         AND NOT EXISTS (SELECT 1 FROM alerts a WHERE a.group_id = g.id)
       ORDER BY g.updated_at, g.seq LIMIT ? FOR UPDATE OF g SKIP LOCKED`,
      [before, limit],
    );
    return trx('alert_groups')
      .whereIn(
        'id',
        rows.map(({ id }) => id),
      )
      .delete();
  }
}
