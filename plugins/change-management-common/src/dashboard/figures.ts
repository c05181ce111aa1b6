import {
  DashboardFigure,
  DashboardScope,
  isListable,
  percentOfAll,
  ResolvedScope,
} from '@countersign/plugin-governance-common';
import { ListChangesQuery } from '../api';
import { ChangeState } from '../model';

/** What is planned and did not end yet. */
export const plannedStates: readonly ChangeState[] = [
  'assess',
  'authorize',
  'scheduled',
  'implement',
];

const WEEK_MS = 7 * 86_400_000;

/** A figure of changes: how many are on one list, or which part that is of another. */
export interface CountedFigure
  extends Pick<
    DashboardFigure,
    'id' | 'title' | 'unit' | 'better' | 'alarm' | 'definition'
  > {
  count: ListChangesQuery;
  /** Of which list it is the part. */
  of?: ListChangesQuery;
  /** The same in the period before. */
  previous?: { count: ListChangesQuery; of?: ListChangesQuery };
}

/** What figures of changes are counted by. */
export interface ChangeScope
  extends Pick<DashboardScope, 'previousFrom' | 'from' | 'to'>,
    ResolvedScope {
  includeDemo: boolean;
  /** When they are asked for. */
  now: string;
}

/** The figures of changes on the dashboard, each by the lists that it is counted from. */
export function countedFigures(scope: ChangeScope): CountedFigure[] {
  const { previousFrom, from, to, now } = scope;
  const narrowed: ListChangesQuery = {
    ...(scope.teams && { team: scope.teams }),
    ...(scope.items && { item: scope.items }),
    ...(!scope.includeDemo && { demo: false }),
  };
  const closed = (start: string, end: string): ListChangesQuery => ({
    ...narrowed,
    closedFrom: start,
    closedTo: end,
  });
  const submitted = (start: string, end: string): ListChangesQuery => ({
    ...narrowed,
    type: ['normal', 'standard', 'emergency'],
    submittedFrom: start,
    submittedTo: end,
  });
  const inDays = (weeks: number) =>
    new Date(Date.parse(now) + weeks * WEEK_MS).toISOString();
  const windowed = (start: string, end: string): ListChangesQuery => ({
    ...narrowed,
    state: [...plannedStates],
    windowFrom: start,
    windowTo: end,
  });
  const inPeriod = (
    list: (start: string, end: string) => ListChangesQuery,
    part: ListChangesQuery = {},
  ) => ({
    count: { ...list(from, to), ...part },
    of: list(from, to),
    previous: {
      count: { ...list(previousFrom, from), ...part },
      of: list(previousFrom, from),
    },
  });
  return [
    {
      id: 'thisWeek',
      title: 'In the next 7 days',
      unit: 'count',
      better: 'neither',
      definition:
        'Changes that are planned and not ended, and whose window is on at any time of the next 7 days.',
      count: windowed(now, inDays(1)),
    },
    {
      id: 'nextWeek',
      title: 'In the 7 days after',
      unit: 'count',
      better: 'neither',
      definition:
        'The same for the 7 days after those. A change whose window reaches into both counts in both.',
      count: windowed(inDays(1), inDays(2)),
    },
    {
      id: 'waiting',
      title: 'Waiting for approval',
      unit: 'count',
      better: 'lower',
      definition: 'Changes whose approval is asked for now.',
      count: { ...narrowed, state: ['authorize'] },
    },
    {
      id: 'overdue',
      title: 'Approval overdue',
      unit: 'count',
      better: 'lower',
      alarm: true,
      definition:
        'Emergency changes that went ahead and whose approval did not follow in time.',
      count: { ...narrowed, overdue: true },
    },
    {
      id: 'closed',
      title: 'Closed',
      unit: 'count',
      better: 'neither',
      definition:
        'Changes that were implemented and closed in the period. Canceled ones do not count.',
      count: closed(from, to),
      previous: { count: closed(previousFrom, from) },
    },
    {
      id: 'successRate',
      title: 'Success rate',
      unit: 'percent',
      better: 'higher',
      definition:
        'Changes closed as successful ÷ all closed in the period. Successful with issues is not successful. This is not the change fail rate of DORA, which divides by deployments.',
      ...inPeriod(closed, { closeCode: ['successful'] }),
    },
    {
      id: 'emergencyShare',
      title: 'Emergencies',
      unit: 'percent',
      better: 'lower',
      definition:
        'Emergency changes ÷ all changes submitted in the period. Retrospective ones were never submitted.',
      ...inPeriod(submitted, { type: ['emergency'] }),
    },
  ];
}

/** The lists of a figure, in the order in which {@link figureOf} takes how long they are. */
export function listsOf({
  count,
  of,
  previous,
}: CountedFigure): ListChangesQuery[] {
  return [count, of, previous?.count, previous?.of].flatMap(list => list ?? []);
}

/** A figure, now that it is known how many are on each of its lists. */
export function figureOf(
  figure: CountedFigure,
  lengths: readonly number[],
  scope: ResolvedScope,
): DashboardFigure {
  const { count, of, previous: before, ...shown } = figure;
  const rest = [...lengths];
  const next = (list: ListChangesQuery | undefined) =>
    list && (rest.shift() ?? 0);
  const ratio = (part: number | undefined, whole: number | undefined) =>
    whole === undefined || part === undefined
      ? part
      : percentOfAll(part, whole);
  const part = next(count);
  const whole = next(of);
  const value = ratio(part, whole);
  const [partBefore, wholeBefore] = [next(before?.count), next(before?.of)];
  const previous = ratio(partBefore, wholeBefore);
  return {
    ...shown,
    ...(value !== undefined && { value }),
    ...(whole !== undefined && { n: whole }),
    ...(previous !== undefined && { previous }),
    ...(wholeBefore !== undefined && { previousN: wholeBefore }),
    ...(isListable(scope) && {
      list: (of ?? count) as DashboardFigure['list'],
    }),
  };
}
