import { ConfigurationItem } from '@countersign/plugin-cmdb-common';
import {
  GroupVerdict,
  shortened,
} from '@countersign/plugin-incident-management-common';
import { alertName, AlertStore, heardOf } from '../database/AlertStore';
import { StoredGroup } from '../database/GroupStore';
import { IncidentUnit } from '../services/IncidentKeeper';
import { IncidentOpener, Taken } from '../services/IncidentOpener';
import {
  endOf,
  impactOf,
  isFiring,
  JudgedAlert,
  referenceOf,
  startOf,
  titleOf,
  urgencyOf,
  worstOf,
} from './judgedAlerts';
import { maskedText } from './masking';

/** So many alerts are told to an incident by one entry. */
const MOST_TOLD = 500;

/** A group of alerts that leads to an entity, and what is known around it. */
interface GroupAround {
  group: StoredGroup;
  item: ConfigurationItem | undefined;
}

/** Tells alerts of a group to its incident: that they fire, and that they are over. */
export class GroupIncidents {
  constructor(
    private readonly options: { alerts: AlertStore; opener: IncidentOpener },
  ) {}

  /** @returns the incident that was opened or added to */
  async do(
    unit: IncidentUnit,
    around: GroupAround,
    alerts: readonly JudgedAlert[],
    verdict: GroupVerdict,
  ): Promise<Taken | undefined> {
    const { group } = around;
    switch (verdict.want) {
      case 'open':
      case 'reopen':
      case 'keep': {
        const heard = alerts.filter(
          alert =>
            isFiring(alert) &&
            alert.suppressions.length === 0 &&
            alert.toldAt === undefined,
        );
        const taken = await this.#take(unit, around, heard);
        // The last one's end waits until all was quiet for a while. What is suppressed still fires, and counts for nothing.
        const goesOn = alerts.some(
          alert =>
            isFiring(alert) &&
            (alert.toldAt !== undefined || heard.includes(alert)),
        );
        if (goesOn) await this.#end(unit, group, alerts);
        return taken;
      }
      case 'resolve':
        await this.#end(unit, group, alerts);
        return undefined;
      default:
        return undefined;
    }
  }

  async #take(
    unit: IncidentUnit,
    { group, item }: GroupAround,
    heard: readonly JudgedAlert[],
  ): Promise<Taken | undefined> {
    const { opener, alerts: store } = this.options;
    let first: Taken | undefined;
    for (let i = 0; i < heard.length; i += MOST_TOLD) {
      const some = heard.slice(i, i + MOST_TOLD);
      const severity = worstOf(heard);
      const taken = await opener.take(unit, {
        group: group.key,
        alerts: some.map(referenceOf),
        title: titleOf(group, item, heard),
        description: shortened(
          maskedText(some[0].signal.text || some[0].signal.title),
          10_000,
        ),
        entities: [group.entityRef!],
        ...(item?.owner && { team: item.owner }),
        impact: impactOf(item),
        urgency: urgencyOf(severity),
        triage: false,
        drill: firstOf(some, unit.now).drill,
      });
      first ??= taken;
      await store.tell(
        unit.trx,
        some.map(alert => ({
          id: alert.id,
          toldAt: new Date(startOf(alert) ?? unit.now.getTime()),
        })),
      );
    }
    return first;
  }

  async #end(
    unit: IncidentUnit,
    group: StoredGroup,
    alerts: readonly JudgedAlert[],
  ): Promise<void> {
    const { opener, alerts: store } = this.options;
    const over = alerts.filter(
      alert => alert.toldAt !== undefined && !isFiring(alert),
    );
    for (let i = 0; i < over.length; i += MOST_TOLD) {
      const some = over.slice(i, i + MOST_TOLD);
      await opener.end(
        unit,
        group.key,
        some.map(alert => ({
          alert: alertName(alert),
          endedAt: new Date(endOf(alert) ?? unit.now.getTime()).toISOString(),
          ...heardOf(alert.life.heard),
        })),
      );
      await store.tell(
        unit.trx,
        some.map(({ id }) => ({ id, toldAt: undefined })),
      );
    }
  }
}

/** The one that began to fire first. */
function firstOf(alerts: readonly JudgedAlert[], now: Date): JudgedAlert {
  const began = (alert: JudgedAlert) => startOf(alert) ?? now.getTime();
  return alerts.reduce((a, b) => (began(a) <= began(b) ? a : b));
}
