import { randomUUID } from 'crypto';
import { iso, Row } from '@countersign/plugin-governance-node';
import {
  AlertLife,
  AlertSignal,
  AlertStanding,
  shortened,
  SignalNews,
  standingOf,
} from '@countersign/plugin-incident-management-common';
import { Sha256Digest } from '@countersign/plugin-ledger-common';
import { Knex } from 'knex';

/** An alert as it is known. */
export interface StoredAlert {
  id: string;
  integration: string;
  kind: string;
  key: string;
  groupId: string;
  life: AlertLife;
  /** The last signal of it, with what earlier ones said where it says nothing. */
  signal: AlertSignal;
  /** How many signals of it came. */
  signals: number;
  firstReceivedAt: Date;
  receivedAt: Date;
  /** The start of the episode that its incident counts as firing. */
  toldAt: Date | undefined;
  /** Digest of what was received when it began last. */
  payload: Sha256Digest | undefined;
}

/** Something in the life of an alert. */
export interface AlertEvent {
  alertId: string;
  /** When the episode began that it belongs to. */
  episode: Date;
  news: SignalNews;
  at: Date;
  /** Digest of what was received then, where that is kept. */
  payload?: string;
}

export type AlertIdentity = Pick<StoredAlert, 'integration' | 'key'>;

/** Alerts: one row each, however many signals. */
export class AlertStore {
  async find(
    db: Knex,
    identities: readonly AlertIdentity[],
  ): Promise<StoredAlert[]> {
    const { rows } = await db.raw<{ rows: Row[] }>(
      `SELECT a.* FROM alerts a
       JOIN unnest(?::text[], ?::text[]) AS wanted (integration, alert_key)
         USING (integration, alert_key)`,
      [
        identities.map(({ integration }) => integration),
        identities.map(({ key }) => key),
      ],
    );
    return rows.map(toStored);
  }

  /** Writes alerts as they are known now: what was told of them to an incident stays. */
  async save(
    trx: Knex.Transaction,
    alerts: readonly StoredAlert[],
  ): Promise<void> {
    if (alerts.length === 0) return;
    const rows = alerts.map(alert => {
      const standing = standingOf(alert.life);
      return {
        id: alert.id,
        integration: alert.integration,
        kind: alert.kind,
        alert_key: alert.key,
        group_id: alert.groupId,
        state: standing.state,
        severity: alert.life.severity?.said ?? null,
        title: alert.signal.title,
        ...timesOf(standing),
        life: alert.life,
        signal: alert.signal,
        signals: alert.signals,
        received_at: alert.receivedAt,
        first_received_at: alert.firstReceivedAt,
        payload: alert.payload ?? null,
      };
    });
    await trx.raw(
      `INSERT INTO alerts (id, integration, kind, alert_key, group_id, state, severity, title, started_at, ended_at,
         life, signal, signals, received_at, first_received_at, payload)
       SELECT id, integration, kind, alert_key, group_id, state, severity, title, started_at, ended_at,
         life, signal, signals, received_at, first_received_at, payload
       FROM jsonb_to_recordset(?::jsonb) AS row (id uuid, integration text, kind text, alert_key text, group_id uuid,
         state text, severity text, title text, started_at timestamptz, ended_at timestamptz, life jsonb, signal jsonb,
         signals integer, received_at timestamptz, first_received_at timestamptz, payload text)
       ON CONFLICT (integration, alert_key) DO UPDATE SET
         group_id = excluded.group_id, state = excluded.state, severity = excluded.severity, title = excluded.title,
         started_at = excluded.started_at, ended_at = excluded.ended_at, life = excluded.life, signal = excluded.signal,
         signals = excluded.signals, received_at = excluded.received_at, payload = excluded.payload`,
      [JSON.stringify(rows)],
    );
  }

  async addEvents(
    trx: Knex.Transaction,
    events: readonly AlertEvent[],
  ): Promise<void> {
    if (events.length === 0) return;
    await trx('alert_events')
      .insert(
        events.map(({ alertId, ...event }) => ({
          alert_id: alertId,
          ...event,
        })),
      )
      // A thing that is said again is one thing.
      .onConflict(['alert_id', 'episode', 'news'])
      .ignore();
  }

  /** Of a group, those that fire, and those that its incident counts as firing. */
  async thatMatter(db: Knex, groupId: string): Promise<StoredAlert[]> {
    const rows: Row[] = await db('alerts')
      .where({ group_id: groupId })
      .whereRaw(`(state IN ('firing', 'acknowledged') OR told_at IS NOT NULL)`)
      .orderBy('seq')
      .select('*');
    return rows.map(toStored);
  }

  /** Those that an open incident counts as firing, and that have ended. */
  async ended(
    db: Knex,
    number: string,
  ): Promise<
    { id: string; alert: string; endedAt: string; heardAt?: string }[]
  > {
    const rows: Row[] = await db('incident_alert_groups AS s')
      .join('alert_groups AS g', 'g.group_key', 's.group_key')
      .join('alerts AS a', 'a.group_id', 'g.id')
      .where({ 's.number': number, 's.open': true, 'a.state': 'resolved' })
      .whereNotNull('a.told_at')
      .orderBy('a.seq')
      .select('a.id', 'a.integration', 'a.alert_key', 'a.ended_at')
      .select(db.raw(`(a.life->'heard')::float8 AS heard`));
    return rows.map(row => ({
      id: String(row.id),
      alert: alertName({
        integration: String(row.integration),
        key: String(row.alert_key),
      }),
      endedAt: iso(row.ended_at)!,
      ...heardOf((row.heard as number | null) ?? undefined),
    }));
  }

  /** Of these, so many belong to a group at all. */
  async countOf(db: Knex, groupId: string): Promise<number> {
    const [{ n }] = await db('alerts')
      .where({ group_id: groupId })
      .count({ n: '*' });
    return Number(n);
  }

  /** Their incident counts these as firing, or does not any more. */
  async tell(
    trx: Knex.Transaction,
    told: readonly { id: string; toldAt: Date | undefined }[],
  ): Promise<void> {
    if (told.length === 0) return;
    await trx.raw(
      `UPDATE alerts SET told_at = told.at
       FROM unnest(?::uuid[], ?::timestamptz[]) AS told (id, at)
       WHERE alerts.id = told.id`,
      [
        told.map(({ id }) => id),
        told.map(({ toldAt }) => toldAt ?? null) as Date[],
      ],
    );
  }

  /** They are about another entity than was thought. */
  async move(
    trx: Knex.Transaction,
    ids: readonly string[],
    groupId: string,
  ): Promise<void> {
    await trx('alerts').whereIn('id', ids).update({ group_id: groupId });
  }
}

/** What an alert is called in the ledger. */
export function alertName({ integration, key }: AlertIdentity): string {
  return shortened(`${integration}/${key}`, 300);
}

/** When we last heard that an alert goes on, as the ledger has it. */
export function heardOf(heard: AlertLife['heard']): { heardAt?: string } {
  return heard === undefined ? {} : { heardAt: new Date(heard).toISOString() };
}

/** A new alert, before its first signal is folded in. */
export const newAlertId = () => randomUUID();

function timesOf(standing: AlertStanding) {
  return {
    started_at:
      standing.state === 'unknown'
        ? null
        : new Date(standing.startedAt).toISOString(),
    ended_at:
      standing.state === 'resolved'
        ? new Date(standing.endedAt).toISOString()
        : null,
  };
}

/** An alert from its row. */
export function toStored(row: Row): StoredAlert {
  return {
    id: String(row.id),
    integration: String(row.integration),
    kind: String(row.kind),
    key: String(row.alert_key),
    groupId: String(row.group_id),
    // Written by nobody else, and read by the thousand: it is taken as it is.
    life: row.life as AlertLife,
    signal: row.signal as AlertSignal,
    signals: Number(row.signals),
    receivedAt: row.received_at as Date,
    firstReceivedAt: row.first_received_at as Date,
    toldAt: (row.told_at as Date | null) ?? undefined,
    payload: (row.payload as Sha256Digest | null) ?? undefined,
  };
}
