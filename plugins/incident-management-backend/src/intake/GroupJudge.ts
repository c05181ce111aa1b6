import {
  drillBehind,
  SeenDrill,
} from '@countersign/plugin-chaos-drills-common';
import { CmdbGraph, ConfigurationItem } from '@countersign/plugin-cmdb-common';
import { groupedBy } from '@countersign/plugin-governance-common';
import {
  changesAround,
  GroupIncident,
  groupKeyOf,
  GroupVerdict,
  IntakePolicy,
  isOpen,
  judgeGroup,
  maintenanceOf,
  MappingRule,
  mapSignal,
  mergeOffers,
  namesRunbook,
  signalView,
  Silence,
  silencesOf,
  standingOf,
  Suppression,
  tellsOfUnmapped,
} from '@countersign/plugin-incident-management-common';
import { AlertGroupStore } from '../database/AlertGroupStore';
import { AlertStore, StoredAlert } from '../database/AlertStore';
import { GroupStore, StoredGroup } from '../database/GroupStore';
import { IncidentStore } from '../database/IncidentStore';
import { RunStore } from '../database/RunStore';
import { IncidentUnit } from '../services/IncidentKeeper';
import { IncidentOpener, Taken } from '../services/IncidentOpener';
import { CalendarPage } from './ChangeCalendar';
import { GroupIncidents } from './GroupIncidents';
import {
  dueAt,
  endOf,
  isFiring,
  JudgedAlert,
  numberOf,
  reasonOf,
  startOf,
  unique,
  worstOf,
} from './judgedAlerts';
import { UnmappedFacts, UnmappedTeller } from './UnmappedTeller';

/** What is true around a moment at which groups are judged. */
export interface JudgedWorld {
  graph: CmdbGraph;
  silences: readonly Silence[];
  calendar: CalendarPage;
  /** Drills that run, and those that ended of late. */
  drills: readonly SeenDrill[];
  /** Incidents that are open, by entity. */
  open: readonly { number: string; entityRef: string }[];
}

/** Does what a group of alerts wants, in one unit of work with whatever becomes of its incident. */
export class GroupJudge {
  readonly #incidents: GroupIncidents;

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
  ) {
    this.#incidents = new GroupIncidents(options);
  }

  /** @returns what became of a group that was due; undefined where another replica has judged it */
  async judge(
    unit: IncidentUnit,
    id: string,
    world: JudgedWorld,
  ): Promise<{ became?: Taken['became'] } | undefined> {
    const { groups, alerts } = this.options;
    const group = await groups.lockDue(unit.trx, id, unit.now);
    if (!group) return undefined;
    const found = await alerts.thatMatter(unit.trx, id);
    const left = group.entityRef
      ? found
      : await this.#remap(unit, group, found, world);
    const taken = await this.#decide(unit, group, left, world);
    return { became: taken?.became };
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
  ): Promise<Taken | undefined> {
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
        drill: drillOf(group, alert, world, at),
      })),
      incident,
    );
    const verdict = judgeGroup(
      {
        alerts: alerts.map(alert => ({
          standing: standingOf(alert.life),
          severity: alert.life.severity?.said ?? null,
          suppressions: alert.suppressions,
          drill: alert.drill,
        })),
        incident,
        wasSuppressed: group.wasSuppressed,
      },
      policy,
      at,
    );
    const taken = group.entityRef
      ? await this.#incidents.do(unit, { group, item }, alerts, verdict)
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
        incident: taken?.number ?? incident?.number,
        beganAt: beganAt === undefined ? undefined : new Date(beganAt),
        dueAt: dueAt(group, verdict, firing, at),
      },
      unit.now,
    );
    await this.#noteRun(
      unit,
      group,
      alerts,
      taken?.number ?? numberOf(verdict),
    );
    return taken;
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
      isDrill: facts.drill,
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
}

/** The drill that makes an alert fire. */
function drillOf(
  { entityRef }: StoredGroup,
  alert: StoredAlert,
  { drills }: JudgedWorld,
  at: number,
): string | undefined {
  if (!entityRef) return undefined;
  const began = new Date(startOf(alert) ?? at).toISOString();
  return drillBehind(drills, { entity: entityRef, at: began })?.number;
}
