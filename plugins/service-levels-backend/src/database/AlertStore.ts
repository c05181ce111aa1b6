import { Row, Unit } from '@countersign/plugin-governance-node';
import {
  Alert,
  alertNumber,
  ServiceLevelEntries,
  targetsOf,
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

  /**
   * Ends what is open of an objective for a reason that no measurement gave.
   *
   * @returns what had fired, with the entry that ends it: somebody has to be told
   */
  async endAll(
    unit: Unit<ServiceLevelEntries>,
    objective: string,
    because: 'retired',
  ): Promise<(StoredAlert & { entry: string })[]> {
    const ended: (StoredAlert & { entry: string })[] = [];
    for (const stored of await this.lockOpen(unit.trx, [objective])) {
      const { alert } = stored;
      const state = alert.state === 'firing' ? 'resolved' : 'withdrawn';
      const over: Alert = { ...alert, state, resolvedAt: unit.now.getTime() };
      await this.update(unit.trx, over);
      const entry = await unit.record(`alert.${state}`, alert.id, {
        objective,
        at: unit.now.toISOString(),
        because,
      });
      if (state === 'resolved') ended.push({ ...stored, alert: over, entry });
    }
    return ended;
  }

  /** Alerts of an objective of which something became in (from, to]. */
  async numbersBetween(
    knex: Knex,
    objective: string,
    { from, to }: { from: Date; to: Date },
  ): Promise<string[]> {
    const rows = await knex('alerts')
      .where({ objective })
      .whereNotNull('fired_at')
      .where('fired_at', '<=', to)
      .where(open =>
        open.whereNull('resolved_at').orWhere('resolved_at', '>', from),
      )
      .orderBy('seq')
      .select('seq');
    return rows.map(({ seq }) => alertNumber.of(String(seq)));
  }

  /** What an alert is about, for whoever is told of it. */
  async subject(
    knex: Knex,
    objective: string,
  ): Promise<{
    title: string;
    component: string;
    owner?: string;
    runbook?: string;
    targets: string[];
  }> {
    const row = await knex('objectives')
      .where({ id: objective })
      .first('title', 'component', 'owner', 'service', 'definition');
    return {
      title: row.title,
      component: row.component ?? row.service,
      ...(row.owner && { owner: row.owner }),
      ...(row.definition.runbook !== undefined && {
        runbook: row.definition.runbook,
      }),
      targets: targetsOf(row.definition),
    };
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
    severity_since: at(alert.severitySince),
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
      severitySince: ms(row.severity_since) ?? ms(row.fired_at),
      resolvedAt: ms(row.resolved_at),
      ...(acknowledgedAt !== undefined && {
        acknowledged: { by: String(row.acknowledged_by), at: acknowledgedAt },
      }),
    },
  };
}
