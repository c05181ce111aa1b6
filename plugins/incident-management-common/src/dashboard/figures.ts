import {
  DashboardFigure,
  DashboardScope,
  durationStatistics,
  isListable,
  Period,
  ResolvedScope,
} from '@countersign/plugin-governance-common';
import { ListIncidents } from '../api/incidents';
import { countedIn, lengthsOf, TimedIncident } from '../metrics/figures';
import { DeliveryFigures } from '../metrics/delivery';
import { IncidentState } from '../model';
import { ProblemState } from '../problems/model';

/** Accepted as an incident, and not over. */
const going: IncidentState[] = ['new', 'in-progress', 'on-hold'];

/** Whether it counts as open: a drill does not. */
export function isGoing({
  state,
  drill,
}: Pick<TimedIncident, 'state' | 'drill'>): boolean {
  return !drill && going.includes(state);
}

/** In these there is still something to be done about a problem. */
export const openProblemStates: ProblemState[] = [
  'new',
  'assess',
  'root-cause-analysis',
  'fix-in-progress',
];

/** The lists of incidents whose lengths are figures. */
export function incidentLists({
  teams,
  items,
}: ResolvedScope): Record<'open' | 'urgent', ListIncidents> {
  const open = {
    state: going,
    drill: false,
    ...(teams && { team: teams }),
    ...(items && { entityRef: items }),
  };
  return { open, urgent: { ...open, priority: [1, 2] } };
}

/** What figures of incidents are made of. */
export interface IncidentDashboard {
  asked: Pick<DashboardScope, 'previousFrom' | 'from' | 'to'>;
  scope: ResolvedScope;
  /** All that the reader may see of the scope and that {@link fallsInto} the periods. */
  incidents: readonly TimedIncident[];
  /** How long {@link incidentLists} are. */
  lengths: Record<'open' | 'urgent', number>;
  /** Absent where the reader may not read problems. */
  openProblems?: number;
  overdueActions: number;
}

/** The figures of incidents and problems on the dashboard. */
export function incidentDashboardFigures({
  asked,
  scope,
  incidents,
  lengths,
  openProblems,
  overdueActions,
}: IncidentDashboard): DashboardFigure[] {
  const [now, before] = periodsOf(asked).map(period =>
    countedIn(incidents, { period, drills: false }),
  );
  const [restored, restoredBefore] = [now, before].map(some =>
    durationStatistics(lengthsOf('restore', some)),
  );
  const lists = incidentLists(scope);
  const isNarrowed = scope.teams !== undefined || scope.items !== undefined;
  const listed = (list: object | undefined) =>
    list && isListable(scope) ? { list: list as DashboardFigure['list'] } : {};
  const report = listed(reportOf(asked, scope));
  return [
    {
      id: 'open',
      title: 'Open',
      unit: 'count',
      better: 'lower',
      value: lengths.open,
      previous: goingOnAt(incidents, asked.from),
      definition:
        'Incidents that were accepted and are not over, without drills. Compared with how many were going on when the period began.',
      ...listed(lists.open),
    },
    {
      id: 'urgent',
      title: 'Of these, priority 1 or 2',
      unit: 'count',
      better: 'lower',
      alarm: true,
      value: lengths.urgent,
      definition: 'Open incidents of priority 1 or 2, without drills.',
      ...listed(lists.urgent),
    },
    {
      id: 'started',
      title: 'Started',
      unit: 'count',
      better: 'lower',
      value: now.length,
      previous: before.length,
      definition:
        'Incidents that started in the period, without drills, canceled ones, duplicates, those in triage and those merged into another.',
      ...report,
    },
    {
      id: 'restore',
      title: 'Time to restore (MTTR)',
      unit: 'seconds',
      better: 'lower',
      n: restored.n,
      previousN: restoredBefore.n,
      ...(restored.median !== undefined && { value: restored.median }),
      ...(restoredBefore.median !== undefined && {
        previous: restoredBefore.median,
      }),
      definition:
        'From started to restored: the service was as before. Median by nearest rank, of incidents that started in the period and are restored.',
      ...report,
    },
    ...(openProblems === undefined
      ? []
      : [
          {
            id: 'problems',
            title: 'Open problems',
            unit: 'count' as const,
            better: 'lower' as const,
            value: openProblems,
            definition:
              'Problems that are neither resolved nor closed: causes of incidents that are still there.',
            ...listed(
              scope.items
                ? undefined
                : {
                    state: openProblemStates,
                    ...(scope.teams && { team: scope.teams }),
                  },
            ),
          },
        ]),
    {
      id: 'overdueActions',
      title: 'Overdue actions',
      unit: 'count',
      better: 'lower',
      alarm: true,
      value: overdueActions,
      definition:
        'Actions of reviews of incidents that are open and were due before now.',
      ...listed(isNarrowed ? undefined : { overdue: true }),
    },
  ];
}

/** The five figures of DORA on the dashboard. */
export function deliveryDashboardFigures(
  asked: IncidentDashboard['asked'],
  scope: ResolvedScope,
  now: DeliveryFigures,
  before: DeliveryFigures,
): DashboardFigure[] {
  // The page of these figures is narrowed by neither teams nor systems.
  const isNarrowed = scope.teams !== undefined || scope.items !== undefined;
  const list = isNarrowed ? undefined : reportOf(asked, scope);
  const shares = (of: DeliveryFigures, id: 'changeFailRate' | 'reworkRate') =>
    of[id].rate === undefined ? undefined : 100 * of[id].rate;
  const figures: (Omit<DashboardFigure, 'value' | 'previous' | 'list'> &
    Record<'value' | 'previous', number | undefined>)[] = [
    {
      id: 'frequency',
      title: 'Deployment frequency',
      unit: 'per-day',
      better: 'higher',
      value: now.frequency.perDay,
      previous: before.frequency.perDay,
      n: now.frequency.n,
      definition:
        'Successful deployments to production a day (DORA), of those that were reported.',
    },
    {
      id: 'leadTime',
      title: 'Lead time for changes',
      unit: 'seconds',
      better: 'lower',
      value: now.leadTime.median,
      previous: before.leadTime.median,
      n: now.leadTime.n,
      previousN: before.leadTime.n,
      definition:
        'From commit to deployed (DORA), median, of successful deployments whose commit has a time.',
    },
    {
      id: 'changeFailRate',
      title: 'Change fail rate',
      unit: 'percent',
      better: 'lower',
      value: shares(now, 'changeFailRate'),
      previous: shares(before, 'changeFailRate'),
      n: now.changeFailRate.n,
      previousN: before.changeFailRate.n,
      definition:
        'Deployments that failed, were rolled back or were confirmed as the cause of an incident ÷ all (DORA).',
    },
    {
      id: 'recoveryTime',
      title: 'Failed deployment recovery time',
      unit: 'seconds',
      better: 'lower',
      value: now.recoveryTime.median,
      previous: before.recoveryTime.median,
      n: now.recoveryTime.n,
      previousN: before.recoveryTime.n,
      definition:
        'From started to restored, median, of incidents that a deployment caused (DORA).',
    },
    {
      id: 'reworkRate',
      title: 'Rework rate',
      unit: 'percent',
      better: 'lower',
      value: shares(now, 'reworkRate'),
      previous: shares(before, 'reworkRate'),
      n: now.reworkRate.n,
      previousN: before.reworkRate.n,
      definition:
        'Deployments of emergency changes ÷ all (DORA): unplanned work that repaired something.',
    },
  ];
  return figures.map(({ value, previous, ...figure }) => ({
    ...figure,
    ...(value !== undefined && { value }),
    ...(previous !== undefined && { previous }),
    ...(list && { list }),
  }));
}

/** The period that is asked for, and the one before. */
export function periodsOf({
  previousFrom,
  from,
  to,
}: IncidentDashboard['asked']): [Period, Period] {
  return [
    { from, to },
    { from: previousFrom, to: from },
  ];
}

/** How many were going on at a moment, by what is known of them now. */
function goingOnAt(incidents: readonly TimedIncident[], at: string): number {
  const moment = Date.parse(at);
  return incidents.filter(incident => {
    const { state, drill } = incident;
    const isCounted = state !== 'triage' && state !== 'canceled' && !drill;
    return isCounted && isGoingOn(incident, moment);
  }).length;
}

function isGoingOn(
  { startedAt, seconds }: Pick<TimedIncident, 'startedAt' | 'seconds'>,
  moment: number,
): boolean {
  const { resolve = Infinity } = seconds;
  return startedAt < moment && startedAt + resolve * 1000 > moment;
}

/**
 * Which incidents figures of the dashboard may count, by their times alone: those that started in one of the periods, or were going
 * on when the later one began. Of years of incidents only these have to be looked at.
 */
export function fallsInto({
  previousFrom,
  from,
  to,
}: IncidentDashboard['asked']): (
  incident: Pick<TimedIncident, 'startedAt' | 'seconds'>,
) => boolean {
  const [begin, middle, end] = [previousFrom, from, to].map(Date.parse);
  return incident =>
    (begin <= incident.startedAt && incident.startedAt < end) ||
    isGoingOn(incident, middle);
}

const DAY_MS = 86_400_000;

/** The query of the page of figures, which knows whole days in UTC and teams; undefined of any other scope. */
function reportOf(
  { from, to }: IncidentDashboard['asked'],
  { teams, items }: ResolvedScope,
): DashboardFigure['list'] | undefined {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  if (items || start % DAY_MS !== 0 || end % DAY_MS !== 0) return undefined;
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  return { from: day(start), to: day(end - 1), ...(teams && { team: teams }) };
}
