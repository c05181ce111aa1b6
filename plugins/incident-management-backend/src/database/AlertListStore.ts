import {
  compact,
  iso,
  KeysetList,
  Row,
} from '@countersign/plugin-governance-node';
import {
  AlertFilters,
  AlertGroup,
  AlertGroupFilters,
  AlertGroupPage,
  AlertHistory,
  AlertPage,
  AlertSignal,
  AlertView,
  Suppression,
} from '@countersign/plugin-incident-management-common';
import { Knex } from 'knex';

const MOST_EVENTS = 200;

/** Alerts and their groups, as pages read them. */
export class AlertListStore {
  async groups(
    db: Knex,
    { triage, firing, entityRef, incident, limit, cursor }: AlertGroupFilters,
  ): Promise<AlertGroupPage> {
    const matching = db('alert_groups');
    // One whose alerts were found an entity has nothing left in it.
    if (triage !== undefined) {
      matching.whereRaw(
        `${triage ? '' : 'NOT '}(entity_ref IS NULL AND state = 'firing')`,
      );
    }
    if (firing !== undefined) {
      matching.where({ state: firing ? 'firing' : 'quiet' });
    }
    if (entityRef) matching.whereIn('entity_ref', entityRef);
    if (incident) matching.where({ incident });
    return new KeysetList({
      sort: 'updated',
      column: 'updated_at',
      order: 'desc',
      table: 'alert_groups',
      columns: ['alert_groups.*'],
      limit,
      cursor,
      toItem: toGroup,
    }).page(matching);
  }

  async group(db: Knex, id: string): Promise<AlertGroup | undefined> {
    const row = await db('alert_groups').where({ id }).first();
    return row && toGroup(row);
  }

  /** How many groups fire and are kept quiet, by the silence or the maintenance window that does it. */
  async quietBy(db: Knex): Promise<Map<string, number>> {
    const { rows } = await db.raw<{ rows: { id: string; n: string }[] }>(
      `SELECT suppression->>'id' AS id, count(*) AS n
       FROM alert_groups, jsonb_array_elements(suppressions) AS suppression
       WHERE state = 'firing' AND suppressions <> '[]'
       GROUP BY 1`,
    );
    return new Map(rows.map(({ id, n }) => [id, Number(n)]));
  }

  async alerts(
    db: Knex,
    { group, integration, state, limit, cursor }: AlertFilters,
  ): Promise<AlertPage> {
    const matching = db('alerts');
    if (group) matching.where({ group_id: group });
    if (integration) matching.whereIn('integration', integration);
    if (state) matching.whereIn('state', state);
    return new KeysetList({
      sort: 'received',
      column: 'received_at',
      order: 'desc',
      table: 'alerts',
      columns: ['alerts.*'],
      limit,
      cursor,
      toItem: toView,
    }).page(matching);
  }

  /** What happened to an alert, newest first; undefined where there is none. */
  async history(db: Knex, id: string): Promise<AlertHistory | undefined> {
    const alert = await db('alerts').where({ id }).first('id');
    if (!alert) return undefined;
    const rows: Row[] = await db('alert_events')
      .where({ alert_id: id })
      .orderBy('at', 'desc')
      .limit(MOST_EVENTS)
      .select('*');
    return {
      items: rows.map(row => ({
        news: row.news as AlertHistory['items'][number]['news'],
        at: iso(row.at)!,
        episode: iso(row.episode)!,
      })),
    };
  }
}

const word = (value: unknown) => (value as string | null) ?? undefined;

function toGroup(row: Row): AlertGroup {
  const entityRef = word(row.entity_ref);
  const isFiring = row.state === 'firing';
  return compact({
    id: String(row.id),
    entityRef,
    condition: String(row.condition),
    integration: String(row.integration),
    title: String(row.title),
    severity: word(row.severity) as AlertGroup['severity'],
    state: row.state as AlertGroup['state'],
    firing: Number(row.firing),
    alerts: Number(row.alerts),
    because:
      !entityRef && isFiring
        ? ('unmapped' as const)
        : (word(row.because) as AlertGroup['because']),
    suppressions: (row.suppressions as Suppression[]).map(
      ({ until, ...each }) => ({
        ...each,
        until: new Date(until).toISOString(),
      }),
    ),
    changes: row.changes as AlertGroup['changes'],
    offers: row.offers as AlertGroup['offers'],
    told: row.told_at
      ? { at: iso(row.told_at)!, recipients: row.told as string[] }
      : undefined,
    incident: word(row.incident),
    beganAt: iso(row.began_at),
    updatedAt: iso(row.updated_at)!,
  });
}

function toView(row: Row): AlertView {
  const signal = row.signal as AlertSignal;
  const { text, condition, labels, annotations, values, links } = signal;
  return compact({
    id: String(row.id),
    integration: String(row.integration),
    kind: String(row.kind),
    key: String(row.alert_key),
    group: String(row.group_id),
    state: row.state as AlertView['state'],
    severity: word(row.severity) as AlertView['severity'],
    title: String(row.title),
    ...{ text, condition, labels, annotations, values, links },
    startedAt: iso(row.started_at),
    endedAt: iso(row.ended_at),
    receivedAt: iso(row.received_at)!,
    firstReceivedAt: iso(row.first_received_at)!,
    signals: Number(row.signals),
  });
}
