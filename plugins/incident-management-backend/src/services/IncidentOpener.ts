import {
  AlertReference,
  comesBack,
  IncidentEntryData,
  IncidentLimits,
  isOpen,
  Level,
  recoveredAt,
  shortened,
} from '@countersign/plugin-incident-management-common';
import { AlertGroupStore } from '../database/AlertGroupStore';
import { StoredIncident } from '../database/IncidentStore';
import { Deed, IncidentKeeper, IncidentUnit } from './IncidentKeeper';

/** Alerts of one group, and what an incident of them would be. */
export interface GroupedAlerts {
  /** What groups them, such as entity and condition; opaque here. */
  group: string;
  /** Those that began to fire: each occurrence once, however often it is told. */
  alerts: readonly AlertReference[];
  title: string;
  description?: string;
  /** What is hit, the most important first. */
  entities: readonly string[];
  team?: string;
  impact: Level;
  urgency: Level;
  /** Looked at quietly first. */
  triage: boolean;
  /** The drill that makes them fire: what is opened for them is one, too. */
  drill?: string;
}

/** An alert that ended, by its own telling, and when we last heard that it went on. */
export type EndedAlert =
  IncidentEntryData<'incident.alerts_ended'>['alerts'][number];

const ENDED = 'The last of its alerts ended.';

/** What the ledger says of a recovery that alerts tell. */
export function restoredByAlerts(at: string | undefined): Deed {
  return {
    verb: 'restore',
    data: { text: ENDED, ...(at !== undefined && { at }) },
  };
}

/** What became of alerts. */
export interface Taken {
  number: string;
  became: 'opened' | 'added' | 'reopened';
}

/**
 * What alerts do to incidents: they open one, are added to the open one of their group, reopen it within the window, and end
 * it when the last of them does. All of it in the unit of work of whoever took the alerts in, who is the plugin itself.
 */
export class IncidentOpener {
  readonly #keeper: IncidentKeeper;
  readonly #groups: AlertGroupStore;
  readonly #limits: IncidentLimits;

  constructor(options: {
    keeper: IncidentKeeper;
    groups: AlertGroupStore;
    limits: IncidentLimits;
  }) {
    this.#keeper = options.keeper;
    this.#groups = options.groups;
    this.#limits = options.limits;
  }

  /**
   * Alerts that fire: to the open incident of their group, or to one that is reopened or opened for them. Those of a drill do
   * not reopen a real outage, and others no drill.
   */
  async take(unit: IncidentUnit, grouped: GroupedAlerts): Promise<Taken> {
    const { group, alerts } = grouped;
    const standing = await this.#current(unit, group);
    if (!standing) return this.#open(unit, grouped);
    const { number, state, drill: isDrill } = standing.facts;
    if (!isOpen(state) && !comesBack({ isDrill }, grouped)) {
      return this.#open(unit, grouped);
    }
    const add = {
      verb: 'add-alerts' as const,
      data: {
        alerts: [...alerts],
        firing: standing.facts.alerts.firing + alerts.length,
      },
    };
    if (isOpen(state)) {
      await this.#keeper.act(unit, standing, add);
      return { number, became: 'added' };
    }
    const reopened = await this.#keeper.act(unit, standing, {
      verb: 'reopen',
      data: {
        reason: 'An alert of it fires again.',
        window: this.#limits.reopenWithin,
      },
    });
    await this.#groups.join(unit.trx, group, number);
    await this.#keeper.act(unit, reopened, add);
    return { number, became: 'reopened' };
  }

  /**
   * Alerts that ended. With the last one the incident ends too, where alerts opened it: one that somebody declared is for
   * people to resolve. The service was as before when the last one ended, not when that was told here or looked at.
   *
   * @param ended - Each occurrence that was taken before, once.
   * @returns the incident; undefined where the group has none
   */
  async end(
    unit: IncidentUnit,
    group: string,
    ended: readonly EndedAlert[],
  ): Promise<{ number: string; resolved: boolean } | undefined> {
    const standing = await this.#current(unit, group);
    if (!standing || !isOpen(standing.facts.state)) return undefined;
    const { number, source, alerts, times } = standing.facts;
    const firing = Math.max(0, alerts.firing - ended.length);
    let now = await this.#keeper.act(unit, standing, {
      verb: 'end-alerts',
      data: { alerts: [...ended], firing },
    });
    if (firing > 0) return { number, resolved: false };
    if (!times.restored) {
      const at = recoveredAt(
        now.facts,
        await unit.entries(number),
        unit.now.toISOString(),
      );
      now = await this.#keeper.act(unit, now, restoredByAlerts(at));
    }
    if (source !== 'alert') return { number, resolved: false };
    await this.#keeper.act(unit, now, {
      verb: 'resolve',
      data: { text: ENDED },
    });
    return { number, resolved: true };
  }

  async #open(unit: IncidentUnit, grouped: GroupedAlerts): Promise<Taken> {
    const { group, alerts, entities, drill, ...fields } = grouped;
    const earliest = (name: 'startedAt' | 'receivedAt') =>
      alerts
        .map(alert => alert[name])
        .reduce((a, b) => (Date.parse(a) <= Date.parse(b) ? a : b));
    const detected = earliest('receivedAt');
    const { facts } = await this.#keeper.open(
      unit,
      {
        rules: 1,
        ...fields,
        ...(drill !== undefined && {
          description: shortened(
            [`The drill ${drill} is on.`, fields.description ?? ''].join(
              '\n\n',
            ),
            10_000,
          ),
        }),
        source: 'alert',
        entities: [...entities],
        started: [earliest('startedAt'), detected].reduce((a, b) =>
          Date.parse(a) <= Date.parse(b) ? a : b,
        ),
        detected,
        drill: drill !== undefined,
        alerts: [...alerts],
        firing: alerts.length,
      },
      { privateGroups: [], member: [] },
    );
    await this.#groups.join(unit.trx, group, facts.number);
    return { number: facts.number, became: 'opened' };
  }

  /** The incident that alerts of a group go to, locked: the open one, or the last one within the window. */
  async #current(
    unit: IncidentUnit,
    group: string,
  ): Promise<StoredIncident | undefined> {
    const standing = await this.#groups.standing(unit.trx, group);
    if (!standing) return undefined;
    const stored = await this.#keeper.lock(unit, standing.number);
    const { state, resolution } = stored.facts;
    if (isOpen(state)) return stored;
    const age = unit.now.getTime() - Date.parse(resolution?.at ?? '');
    return state === 'resolved' && age <= this.#limits.reopenWithin
      ? stored
      : undefined;
  }
}
