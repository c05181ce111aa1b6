import { Row, Unit } from '@countersign/plugin-governance-node';
import {
  Alert,
  alertNumber,
  ServiceLevelEntries,
} from '@countersign/plugin-service-levels-common';
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
}

/** The row of an alert by its number. */
export function seqOf(number: string): string {
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

/** An alert of its row. */
export function storedOf(row: Row): StoredAlert {
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
