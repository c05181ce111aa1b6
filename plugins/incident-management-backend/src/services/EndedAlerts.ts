import { Caller } from '@countersign/plugin-governance-node';
import {
  IncidentFacts,
  isOpen,
  recoveredBefore,
} from '@countersign/plugin-incident-management-common';
import { Knex } from 'knex';
import { AlertStore } from '../database/AlertStore';
import { StoredIncident } from '../database/IncidentStore';
import { IncidentKeeper, IncidentUnit } from './IncidentKeeper';
import { restoredByAlerts } from './IncidentOpener';

/** So many ends are told by one entry. */
const MOST_TOLD = 500;

/**
 * Alerts that have ended, and that their incident still counts as firing until the resolve delay is over. Whoever resolves
 * it by hand need not wait for that.
 */
export class EndedAlerts {
  constructor(
    private readonly options: {
      alerts: AlertStore;
      keeper: IncidentKeeper;
      /** The plugin itself: it says which alerts ended. */
      system: Caller;
    },
  ) {}

  /** The incident as its alerts fire now. */
  async seen(db: Knex, stored: StoredIncident): Promise<StoredIncident> {
    if (!counts(stored.facts)) return stored;
    const ended = await this.options.alerts.ended(db, stored.facts.number);
    return ended.length === 0
      ? stored
      : { ...stored, facts: without(stored.facts, ended.length) };
  }

  /** Says of a locked incident which of its alerts have ended, and that it is restored since then, before somebody resolves it. */
  async resolve(
    unit: IncidentUnit,
    stored: StoredIncident,
  ): Promise<StoredIncident> {
    const { keeper, system } = this.options;
    const told = await this.tell(unit, stored);
    const { alerts, times, number } = told.facts;
    // Where nothing ended just now, whoever resolves it knows when it was restored.
    if (told === stored || alerts.firing > 0 || times.restored) return told;
    const at = recoveredBefore(
      told.facts,
      await unit.entries(number),
      unit.now.toISOString(),
    );
    return at === undefined
      ? told
      : keeper.act(unit.as(system), told, restoredByAlerts(at));
  }

  /** Says of a locked incident which of its alerts have ended, before somebody ends it. */
  async tell(
    unit: IncidentUnit,
    stored: StoredIncident,
  ): Promise<StoredIncident> {
    const { alerts, keeper, system } = this.options;
    const { facts } = stored;
    if (!counts(facts)) return stored;
    const ended = await alerts.ended(unit.trx, facts.number);
    let told = stored;
    for (let i = 0; i < ended.length; i += MOST_TOLD) {
      const some = ended.slice(i, i + MOST_TOLD);
      told = await keeper.act(unit.as(system), told, {
        verb: 'end-alerts',
        data: {
          alerts: some.map(({ id: _, ...end }) => end),
          firing: without(told.facts, some.length).alerts.firing,
        },
      });
    }
    await alerts.tell(
      unit.trx,
      ended.map(({ id }) => ({ id, toldAt: undefined })),
    );
    return told;
  }
}

function counts({ state, alerts }: IncidentFacts): boolean {
  return isOpen(state) && alerts.firing > 0;
}

function without(facts: IncidentFacts, ended: number): IncidentFacts {
  const { seen, firing } = facts.alerts;
  return { ...facts, alerts: { seen, firing: Math.max(0, firing - ended) } };
}
