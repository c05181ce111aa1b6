import { Unit } from '@countersign/plugin-governance-node';
import {
  Alert,
  alertNumber,
  AlertView,
  ListAlertsQuery,
  ServiceLevelEntries,
} from '@countersign/plugin-service-levels-common';
import { compact, iso, Row } from '@countersign/plugin-governance-node';
import { Knex } from 'knex';

export type AlertKind = 'burn' | 'silence';

/** An alert with what it is about. */
export interface StoredAlert {
  alert: Alert;
  objective: string;
  kind: AlertKind;
}

/** Alerts in PostgreSQL. */
export class AlertStore {
  /** The open alerts of some objectives, locked. */
  async lockOpen(
    trx: Knex.Transaction,
    objectives: readonly string[],
  ): Promise<StoredAlert[]> {
    const rows = await trx('alerts')
      .whereRaw('objective = ANY (?::text[])', [[...objectives]])
      .whereIn('state', ['pending', 'firing'])
      .orderBy('seq')
      .forUpdate();
    return rows.map(storedOf);
  }

  async lock(
    trx: Knex.Transaction,
    number: string,
  ): Promise<StoredAlert | undefined> {
    const row = await trx('alerts')
      .where({ seq: seqOf(number) })
      .first()
      .forUpdate();
    return row && storedOf(row);
  }

  /** @returns its number */
  async open(
    trx: Knex.Transaction,
    { alert, objective, kind }: StoredAlert,
  ): Promise<string> {
    const [{ seq }] = await trx('alerts')
      .insert({ objective, kind, ...columnsOf(alert) })
      .returning('seq');
    return alertNumber.of(seq);
  }

  async update(trx: Knex.Transaction, alert: Alert): Promise<void> {
    await trx('alerts')
      .where({ seq: seqOf(alert.id) })
      .update(columnsOf(alert));
  }

  /** Ends what is open of an objective for a reason that no measurement gave. */
  async endAll(
    unit: Unit<ServiceLevelEntries>,
    objective: string,
    because: 'retired',
  ): Promise<void> {
    for (const { alert } of await this.lockOpen(unit.trx, [objective])) {
      const state = alert.state === 'firing' ? 'resolved' : 'withdrawn';
      await this.update(unit.trx, {
        ...alert,
        state,
        resolvedAt: unit.now.getTime(),
      });
      await unit.record(`alert.${state}`, alert.id, { objective, because });
    }
  }

  async list(
    knex: Knex,
    { objective, state, limit, cursor }: ListAlertsQuery,
  ): Promise<{ items: AlertView[]; nextCursor?: string }> {
    const query = views(knex).limit(limit + 1);
    if (objective) query.where({ 'a.objective': objective });
    if (state) query.where({ 'a.state': state });
    if (cursor) query.where('a.seq', '<', cursor);
    const rows: Row[] = await query;
    const items = rows.slice(0, limit);
    return {
      items: items.map(viewOf),
      ...(rows.length > limit && { nextCursor: String(items.at(-1)?.seq) }),
    };
  }

  async view(knex: Knex, number: string): Promise<AlertView | undefined> {
    const row = await views(knex)
      .where({ 'a.seq': seqOf(number) })
      .first();
    return row && viewOf(row);
  }
}

function views(knex: Knex) {
  return knex('alerts AS a')
    .join('objectives AS o', 'o.id', 'a.objective')
    .select('a.*', 'o.title', 'o.component', 'o.owner')
    .orderBy('a.seq', 'desc');
}

function viewOf(row: Row): AlertView {
  const { alert, objective, kind } = storedOf(row);
  return compact({
    number: alert.id,
    objective,
    title: String(row.title),
    component: (row.component as string | null) ?? undefined,
    owner: (row.owner as string | null) ?? undefined,
    kind,
    state: alert.state,
    severity: alert.severity,
    window: alert.window,
    pendingSince: new Date(alert.pendingSince).toISOString(),
    firedAt: iso(row.fired_at),
    resolvedAt: iso(row.resolved_at),
    acknowledged: alert.acknowledged && {
      by: alert.acknowledged.by,
      at: new Date(alert.acknowledged.at).toISOString(),
    },
  });
}

function seqOf(number: string): string {
  return BigInt(number.slice(alertNumber.prefix.length)).toString();
}

function columnsOf(alert: Alert) {
  const at = (ms: number | undefined) =>
    ms === undefined ? null : new Date(ms);
  return {
    state: alert.state,
    severity: alert.severity,
    window_ms: alert.window,
    pending_since: at(alert.pendingSince),
    fired_at: at(alert.firedAt),
    resolved_at: at(alert.resolvedAt),
    acknowledged_by: alert.acknowledged?.by ?? null,
    acknowledged_at: at(alert.acknowledged?.at),
  };
}

function storedOf(row: Row): StoredAlert {
  const ms = (value: unknown) =>
    value instanceof Date ? value.getTime() : undefined;
  const acknowledgedAt = ms(row.acknowledged_at);
  return {
    objective: String(row.objective),
    kind: row.kind as AlertKind,
    alert: {
      id: alertNumber.of(String(row.seq)),
      state: row.state as Alert['state'],
      severity: row.severity as Alert['severity'],
      window: Number(row.window_ms),
      pendingSince: ms(row.pending_since)!,
      firedAt: ms(row.fired_at),
      resolvedAt: ms(row.resolved_at),
      ...(acknowledgedAt !== undefined && {
        acknowledged: { by: String(row.acknowledged_by), at: acknowledgedAt },
      }),
    },
  };
}
