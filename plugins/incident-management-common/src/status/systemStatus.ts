import { groupedBy } from '@countersign/plugin-governance-common';
import { isOpen } from '../model';
import {
  changesAhead,
  changesUnderWay,
  WindowedChange,
} from '../silences/maintenance';
import {
  ShownIncident,
  StatusIncident,
  StatusMaintenance,
  StatusPage,
  StatusPlanned,
  STATUS_AHEAD_MS,
  STATUS_DAYS,
  SystemState,
  systemStates,
  SystemStatus,
} from './model';

const DAY = 86_400_000;

/** A system of the catalog, and what belongs to it. */
export interface StatusSystem {
  entityRef: string;
  title: string;
  owner?: string;
  /** Entity refs, without the system's own. */
  parts: readonly string[];
}

/** What says how systems stand: of incidents those alone that the reader may see. */
export interface StatusWorld {
  systems: readonly StatusSystem[];
  /** Open ones, and those of the days that are shown; no drills, and none that was canceled. */
  incidents: readonly StatusIncident[];
  /** Undefined while the change calendar cannot be read. */
  changes: readonly WindowedChange[] | undefined;
}

/** How an incident leaves what it hits while it lasts. In triage nobody is told that there is one. */
export function effectOf({
  state,
  impact,
  times,
}: Pick<StatusIncident, 'state' | 'impact' | 'times'>): SystemState {
  if (!isOpen(state) || state === 'triage' || times.restored) {
    return 'operational';
  }
  return impact === 'high' && !times.mitigated ? 'outage' : 'degraded';
}

/** How every system stands at a moment. */
export function statusPage(world: StatusWorld, now: string): StatusPage {
  const at = Date.parse(now);
  // What was carried out before its window ended keeps nothing down any more.
  const running = changesUnderWay(world.changes ?? [], at).filter(
    ({ state }) => state === 'scheduled' || state === 'implement',
  );
  const byEntity = groupedByEntity(world.incidents, ({ entities }) => entities);
  const changesOf = groupedByEntity(running, ({ items }) => items);
  const ahead = changesAhead(world.changes ?? [], at, STATUS_AHEAD_MS);
  const plannedOf = groupedByEntity(ahead, ({ items }) => items);
  const placed = new Set<StatusIncident>();
  const systems = world.systems.map((system): SystemStatus => {
    const refs = [system.entityRef, ...system.parts];
    const incidents = unique(refs.flatMap(ref => byEntity.get(ref) ?? []));
    incidents.forEach(each => placed.add(each));
    const maintenance = unique(refs.flatMap(ref => changesOf.get(ref) ?? []));
    const shown = shownOf(incidents, at);
    const { entityRef, title, owner, parts } = system;
    const state = worst([
      ...shown.map(({ effect }) => effect),
      ...(maintenance.length > 0 ? ['maintenance' as const] : []),
      // Nothing in the catalog leads to it, so that no alert could.
      parts.length === 0 ? 'unknown' : 'operational',
    ]);
    return {
      ...{ entityRef, title, state },
      ...(owner !== undefined && { owner }),
      parts: parts.length,
      incidents: shown,
      maintenance: maintenance.map(maintenanceOfChange),
      planned: unique(refs.flatMap(ref => plannedOf.get(ref) ?? []))
        .sort(bySoonest)
        .map(plannedChange),
      history: historyOf(incidents, state, at),
    };
  });
  return {
    at: now,
    systems: systems.sort(
      (a, b) =>
        rank(a.state) - rank(b.state) ||
        a.title.localeCompare(b.title, 'en') ||
        (a.entityRef < b.entityRef ? -1 : 1),
    ),
    elsewhere: shownOf(
      world.incidents.filter(each => !placed.has(each)),
      at,
    ),
    knowsMaintenance: world.changes !== undefined,
  };
}

/** What was the worst of each day, today's being no better than the present. */
function historyOf(
  incidents: readonly StatusIncident[],
  present: SystemState,
  at: number,
): SystemStatus['history'] {
  const today = Math.floor(at / DAY) * DAY;
  return Array.from({ length: STATUS_DAYS }, (_, i) => {
    const from = today - (STATUS_DAYS - 1 - i) * DAY;
    const to = Math.min(from + DAY, at + 1);
    const states = incidents.flatMap(each => effectsIn(each, from, to, at));
    return {
      day: new Date(from).toISOString().slice(0, 10),
      state: worst([
        ...states,
        from === today || present === 'unknown' ? present : 'operational',
      ]),
    };
  });
}

/** How an incident left what it hits in a time. */
function effectsIn(
  { state, impact, times }: StatusIncident,
  from: number,
  to: number,
  at: number,
): SystemState[] {
  if (state === 'triage' || state === 'canceled') return [];
  const begin = Date.parse(times.started);
  const over = times.restored ?? times.resolved;
  const end = over === undefined ? at : Date.parse(over);
  const calm =
    times.mitigated === undefined ? end : Date.parse(times.mitigated);
  const lastsIn = (until: number) =>
    begin < to && (until > from || begin >= from);
  return [
    ...(impact === 'high' && lastsIn(Math.min(calm, end))
      ? ['outage' as const]
      : []),
    ...(lastsIn(end) ? ['degraded' as const] : []),
  ];
}

/** Open ones that somebody was told of, the worst first. */
function shownOf(
  incidents: readonly StatusIncident[],
  at: number,
): ShownIncident[] {
  return incidents
    .filter(({ state }) => isOpen(state) && state !== 'triage')
    .map(incident => ({
      ...incident,
      effect: effectOf(incident) as ShownIncident['effect'],
      updateOverdue:
        incident.update?.nextAt !== undefined &&
        Date.parse(incident.update.nextAt) < at,
    }))
    .sort(
      (a, b) =>
        rank(a.effect) - rank(b.effect) || (a.number < b.number ? -1 : 1),
    );
}

function maintenanceOfChange({
  number,
  title,
  window,
}: WindowedChange): StatusMaintenance {
  return { number, title, until: new Date(window.end).toISOString() };
}

function plannedChange({
  number,
  title,
  window,
}: WindowedChange): StatusPlanned {
  const [start, end] = [window.start, window.end].map(each =>
    new Date(each).toISOString(),
  );
  return { number, title, start, end };
}

function bySoonest(a: WindowedChange, b: WindowedChange): number {
  return (
    Date.parse(a.window.start) - Date.parse(b.window.start) ||
    (a.number < b.number ? -1 : 1)
  );
}

function groupedByEntity<T>(
  all: readonly T[],
  refsOf: (one: T) => readonly string[],
): Map<string, T[]> {
  const pairs = all.flatMap(one => refsOf(one).map(ref => ({ ref, one })));
  return new Map(
    [...groupedBy(pairs, ({ ref }) => ref)].map(([ref, found]) => [
      ref,
      found.map(({ one }) => one),
    ]),
  );
}

function unique<T>(all: readonly T[]): T[] {
  return [...new Set(all)];
}

function rank(state: SystemState): number {
  return systemStates.indexOf(state);
}

function worst(states: readonly SystemState[]): SystemState {
  return states.reduce((a, b) => (rank(b) < rank(a) ? b : a));
}
