import { CmdbGraph, ConfigurationItem } from '@countersign/plugin-cmdb-common';
import { groupedBy } from '@countersign/plugin-governance-common';
import {
  AlertSeverity,
  AlertReference,
  alertSeverities,
  changesAround,
  groupKeyOf,
  GroupIncident,
  GroupVerdict,
  IntakePolicy,
  isOpen,
  judgeGroup,
  Level,
  maintenanceOf,
  MappingRule,
  mapSignal,
  mergeOffers,
  namesRunbook,
  QuietReason,
  shortened,
  signalView,
  Silence,
  silencesOf,
  standingOf,
  Suppression,
  tellsOfUnmapped,
} from '@countersign/plugin-incident-management-common';
import { AlertGroupStore } from '../database/AlertGroupStore';
import { alertName, AlertStore, StoredAlert } from '../database/AlertStore';
import { GroupStore, StoredGroup } from '../database/GroupStore';
import { IncidentStore } from '../database/IncidentStore';
import { RunStore } from '../database/RunStore';
import { IncidentUnit } from '../services/IncidentKeeper';
import { IncidentOpener } from '../services/IncidentOpener';
import { CalendarPage } from './ChangeCalendar';
import { maskedText } from './masking';
import { UnmappedFacts, UnmappedTeller } from './UnmappedTeller';

/** What is true around a moment at which groups are judged. */
export interface JudgedWorld {
  graph: CmdbGraph;
  silences: readonly Silence[];
  calendar: CalendarPage;
  /** Incidents that are open, by entity. */
  open: readonly { number: string; entityRef: string }[];
}

/** What may change without anybody telling is looked at again after so long. */
const LOOK_AGAIN_MS = 60_000;
/** So many alerts are told to an incident by one entry. */
const MOST_TOLD = 500;

interface JudgedAlert extends StoredAlert {
  suppressions: Suppression[];
}

/** Does what a group of alerts wants, in one unit of work with whatever becomes of its incident. */
export class GroupJudge {
  constructor(
    private readonly options: {
      alerts: AlertStore;
      groups: GroupStore;
      runs: RunStore;
      incidents: IncidentStore;
      standings: AlertGroupStore;
      opener: IncidentOpener;
      teller: UnmappedTeller;
      policy: IntakePolicy;
      rules: readonly MappingRule[];
      keepsMaintenance: boolean;
    },
  ) {}

  /** @returns whether the group was due and is judged now */
  async judge(
    unit: IncidentUnit,
    id: string,
    world: JudgedWorld,
  ): Promise<boolean> {
    const { groups, alerts } = this.options;
    const group = await groups.lockDue(unit.trx, id, unit.now);
    if (!group) return false;
    const found = await alerts.thatMatter(unit.trx, id);
    const left = group.entityRef
      ? found
      : await this.#remap(unit, group, found, world);
    await this.#decide(unit, group, left, world);
    return true;
  }

  /** Rules or the catalog may have been mended: what leads to an entity now goes to the group of it. */
  async #remap(
    unit: IncidentUnit,
    group: StoredGroup,
    all: StoredAlert[],
    { graph }: JudgedWorld,
  ): Promise<StoredAlert[]> {
    const { groups, alerts, rules } = this.options;
    const mapped = groupedBy(all, ({ signal, integration, kind }) => {
      const view = signalView(signal, { integration, kind });
      return mapSignal(view, rules, ref => graph.has(ref)).entityRef;
    });
    for (const [entityRef, moved] of mapped) {
      if (entityRef) {
        const { condition, integration, title } = group;
        const to = { ...{ entityRef, condition, integration, title } };
        const key = groupKeyOf(to);
        const ids = await groups.touch(unit.trx, [{ key, ...to }], unit.now);
        await alerts.move(
          unit.trx,
          moved.map(({ id }) => id),
          ids.get(key)!,
        );
      }
    }
    return mapped.get(undefined) ?? [];
  }

  async #decide(
    unit: IncidentUnit,
    group: StoredGroup,
    found: StoredAlert[],
    world: JudgedWorld,
  ): Promise<void> {
    const { groups, alerts: store, policy } = this.options;
    const at = unit.now.getTime();
    const item = group.entityRef
      ? world.graph.item(group.entityRef)
      : undefined;
    const incident = await this.#incidentOf(unit, group);
    const alerts = await this.#settled(
      unit,
      found.map(alert => ({
        ...alert,
        suppressions: this.#suppressionsOf(alert, item, world, at),
      })),
      incident,
    );
    const verdict = judgeGroup(
      {
        alerts: alerts.map(alert => ({
          standing: standingOf(alert.life),
          severity: alert.life.severity?.said ?? null,
          suppressions: alert.suppressions,
        })),
        incident,
      },
      policy,
      at,
    );
    const number = group.entityRef
      ? await this.#do(unit, group, item, alerts, verdict)
      : undefined;
    const firing = alerts.filter(isFiring);
    const begun = firing.flatMap(alert => startOf(alert) ?? []);
    const beganAt = begun.length > 0 ? Math.min(...begun) : undefined;
    if (!group.entityRef && beganAt !== undefined) {
      await this.#tellUnmapped(unit, group, verdict, world, {
        firing: firing.length,
        severity: worstOf(firing),
        beganAt: new Date(beganAt),
      });
    }
    await groups.save(
      unit.trx,
      group.id,
      {
        isFiring: firing.length > 0,
        firing: firing.length,
        alerts: await store.countOf(unit.trx, group.id),
        severity: worstOf(firing),
        because: group.entityRef ? reasonOf(verdict) : undefined,
        suppressions: unique(firing.flatMap(each => each.suppressions)),
        changes:
          group.entityRef && beganAt !== undefined
            ? changesAround(group.entityRef, world.calendar.changes, beganAt)
            : [],
        offers:
          group.entityRef && firing.length > 0
            ? mergeOffers(world.graph, group.entityRef, world.open)
            : [],
        incident: number ?? incident?.number,
        beganAt: beganAt === undefined ? undefined : new Date(beganAt),
        dueAt: dueAt(group, verdict, firing, at),
      },
      unit.now,
    );
    await this.#noteRun(unit, group, alerts, number ?? numberOf(verdict));
  }

  /** How good alerts are is told by when they fired, and by what they led to. */
  async #noteRun(
    { trx, now }: IncidentUnit,
    group: StoredGroup,
    alerts: readonly JudgedAlert[],
    incident: string | undefined,
  ): Promise<void> {
    const { runs } = this.options;
    const firing = alerts.filter(isFiring);
    const times = (of: typeof startOf, some: readonly JudgedAlert[]) =>
      some.flatMap(alert => of(alert) ?? []);
    if (firing.length === 0) {
      const ends = times(endOf, alerts);
      const endedAt = ends.length > 0 ? new Date(Math.max(...ends)) : now;
      await runs.quiet(trx, group.id, endedAt);
      return;
    }
    await runs.firing(trx, {
      group,
      beganAt: new Date(Math.min(...times(startOf, firing))),
      heard: firing.some(({ suppressions }) => suppressions.length === 0),
      runbook: firing.some(({ signal }) => namesRunbook(signal)),
      incident,
    });
  }

  /** What leads to no entity opens nothing: whoever configuration names is told once. */
  async #tellUnmapped(
    unit: IncidentUnit,
    group: StoredGroup,
    verdict: GroupVerdict,
    { graph }: JudgedWorld,
    facts: UnmappedFacts,
  ): Promise<void> {
    const { groups, policy, teller } = this.options;
    const { id, toldAt } = group;
    if (!tellsOfUnmapped(verdict, toldAt?.getTime(), policy)) return;
    const told = await teller.tell(unit, group, facts, graph);
    if (told.length > 0) await groups.told(unit.trx, id, told, unit.now);
  }

  #suppressionsOf(
    { signal, integration, kind }: StoredAlert,
    item: ConfigurationItem | undefined,
    { silences, calendar }: JudgedWorld,
    at: number,
  ): Suppression[] {
    const view = signalView(signal, { integration, kind });
    const about = item ? { ...view, entityRef: item.entityRef } : view;
    return [
      ...silencesOf(about, silences, at),
      ...(this.options.keepsMaintenance
        ? maintenanceOf(item, calendar.rules, at)
        : []),
    ];
  }

  /** The incident that the group led to last. */
  async #incidentOf(
    { trx }: IncidentUnit,
    { key }: StoredGroup,
  ): Promise<GroupIncident | undefined> {
    const { standings, incidents } = this.options;
    const standing = await standings.standing(trx, key);
    if (!standing) return undefined;
    const [stored] = await incidents.find(trx, [standing.number]);
    if (!stored) return undefined;
    const { facts, updatedAt } = stored;
    return {
      number: facts.number,
      isOpen: isOpen(facts.state),
      ...(!isOpen(facts.state) && {
        resolvedAt: Date.parse(facts.resolution?.at ?? updatedAt),
      }),
    };
  }

  /** An incident that is over counts nothing any more: what it was told is forgotten. */
  async #settled(
    { trx }: IncidentUnit,
    alerts: JudgedAlert[],
    incident: GroupIncident | undefined,
  ): Promise<JudgedAlert[]> {
    if (incident?.isOpen) return alerts;
    const told = alerts.filter(({ toldAt }) => toldAt !== undefined);
    await this.options.alerts.tell(
      trx,
      told.map(({ id }) => ({ id, toldAt: undefined })),
    );
    return alerts.map(alert => ({ ...alert, toldAt: undefined }));
  }

  /** @returns the number of the incident that was opened or added to */
  async #do(
    unit: IncidentUnit,
    group: StoredGroup,
    item: ConfigurationItem | undefined,
    alerts: readonly JudgedAlert[],
    verdict: GroupVerdict,
  ): Promise<string | undefined> {
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
        const number = await this.#take(unit, group, item, heard);
        // The last one's end waits until all was quiet for a while.
        if (alerts.some(isFiring)) await this.#end(unit, group, alerts);
        return number;
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
    group: StoredGroup,
    item: ConfigurationItem | undefined,
    heard: readonly JudgedAlert[],
  ): Promise<string | undefined> {
    const { opener, alerts: store } = this.options;
    let number: string | undefined;
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
      });
      number = taken.number;
      await store.tell(
        unit.trx,
        some.map(alert => ({
          id: alert.id,
          toldAt: new Date(startOf(alert) ?? unit.now.getTime()),
        })),
      );
    }
    return number;
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
        })),
      );
      await store.tell(
        unit.trx,
        some.map(({ id }) => ({ id, toldAt: undefined })),
      );
    }
  }
}

function isFiring({ life }: Pick<StoredAlert, 'life'>): boolean {
  const { state } = standingOf(life);
  return state === 'firing' || state === 'acknowledged';
}

function startOf({ life }: StoredAlert): number | undefined {
  const standing = standingOf(life);
  return standing.state === 'unknown' ? undefined : standing.startedAt;
}

function endOf({ life }: StoredAlert): number | undefined {
  const standing = standingOf(life);
  return standing.state === 'resolved' ? standing.endedAt : undefined;
}

function referenceOf(alert: StoredAlert): AlertReference {
  const { signal, receivedAt } = alert;
  const number = signal.annotations.number;
  return {
    alert: alertName(alert),
    id: alert.id,
    ...(alert.payload !== undefined && { payload: alert.payload }),
    title: shortened(maskedText(signal.title), 300),
    startedAt: new Date(startOf(alert) ?? receivedAt).toISOString(),
    receivedAt: alert.firstReceivedAt.toISOString(),
    // An alert of service levels is a record of its own, in their log.
    ...(alert.kind === 'service-levels' &&
      /^[A-Z]{3}\d{7,}$/.test(number) && { record: { number } }),
  };
}

function titleOf(
  { condition, title }: StoredGroup,
  item: ConfigurationItem | undefined,
  alerts: readonly StoredAlert[],
): string {
  const said =
    alerts.length === 1 ? alerts[0].signal.title : title || condition;
  return shortened(
    maskedText(item ? `${item.title}: ${said}` : said),
    200,
  ).padEnd(3, '.');
}

/** Tier 1 is what everybody notices. */
function impactOf(item: ConfigurationItem | undefined): Level {
  switch (item?.tier) {
    case 'tier-1':
      return 'high';
    case 'tier-4':
      return 'low';
    default:
      return 'medium';
  }
}

function urgencyOf(severity: AlertSeverity | null): Level {
  switch (severity) {
    case 'critical':
      return 'high';
    case 'info':
      return 'low';
    default:
      return 'medium';
  }
}

function worstOf(alerts: readonly StoredAlert[]): AlertSeverity | null {
  const said = alerts.flatMap(({ life }) => life.severity?.said ?? []);
  return alertSeverities.find(severity => said.includes(severity)) ?? null;
}

function reasonOf(verdict: GroupVerdict): QuietReason | undefined {
  return verdict.want === 'nothing' ? verdict.because : undefined;
}

function numberOf(verdict: GroupVerdict): string | undefined {
  return 'number' in verdict ? verdict.number : undefined;
}

function unique(all: readonly Suppression[]): Suppression[] {
  return [
    ...new Map(all.map(each => [`${each.by} ${each.id}`, each])).values(),
  ];
}

/** A window may be withdrawn, a rule mended and an entity registered, and nobody tells. */
function dueAt(
  { entityRef }: StoredGroup,
  { lookAgainAt }: GroupVerdict,
  firing: readonly JudgedAlert[],
  at: number,
): Date | undefined {
  const mayChange =
    firing.length > 0 &&
    (!entityRef || firing.some(({ suppressions }) => suppressions.length > 0));
  const due = Math.min(
    lookAgainAt ?? Infinity,
    mayChange ? at + LOOK_AGAIN_MS : Infinity,
  );
  return due === Infinity ? undefined : new Date(due);
}
