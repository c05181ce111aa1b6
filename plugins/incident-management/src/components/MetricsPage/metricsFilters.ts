import { queryString } from '@countersign/plugin-governance-common';
import {
  daysOfReport,
  FilterAddress,
  readReportPeriod,
  ReportPeriod,
  valuesIn,
  writeReportPeriod,
} from '@countersign/plugin-governance-react';
import {
  AlertQualityQuery,
  metricsDimensions,
  MetricsDimension,
  MetricsQuery,
  sourceKinds,
  StateFigures,
} from '@countersign/plugin-incident-management-common';
import { DateTime } from 'luxon';
import { priorityIds } from '../ListPage/listFilters';

/** What the figures are made of, and by what they are compared. */
export interface MetricsFilters {
  period: ReportPeriod;
  team: string[];
  service: string[];
  priority: (typeof priorityIds)[number][];
  source: (typeof sourceKinds)[number][];
  drills: boolean;
  by: MetricsDimension;
}

/** Filters that narrow nothing. */
export const nothingNarrowed = {
  team: [],
  service: [],
  priority: [],
  source: [],
  drills: false,
} satisfies Partial<MetricsFilters>;

const usualDimension: MetricsDimension = 'team';

/** How they stand in the address of the page. */
export function metricsAddress(today: DateTime): FilterAddress<MetricsFilters> {
  return {
    read: params => ({
      period: readReportPeriod(params, today),
      team: valuesIn(params, 'team'),
      service: valuesIn(params, 'service'),
      priority: valuesIn(params, 'priority', priorityIds),
      source: valuesIn(params, 'source', sourceKinds),
      drills: params.get('drills') === 'true',
      by:
        metricsDimensions.find(id => id === params.get('by')) ?? usualDimension,
    }),
    write: ({ period, drills, by, ...many }) =>
      new URLSearchParams(
        queryString({
          ...writeReportPeriod(period),
          ...many,
          drills: drills || undefined,
          by: by === usualDimension ? undefined : by,
        }),
      ),
  };
}

/** The request, in whole UTC days; undefined when the period ends before it starts. */
export function metricsQuery(
  { period, priority, by: _by, ...others }: MetricsFilters,
  today: DateTime,
): (MetricsQuery & { from: string; to: string }) | undefined {
  const days = daysOfReport(period, today);
  return days && { ...days, ...others, priority: priority.map(Number) };
}

/** The same as what is wanted stated. */
export function statementOf(query: MetricsQuery): StateFigures {
  const { team, entityRef, service, priority, source, ...others } = query;
  const some = <T>(chosen: unknown): T[] | undefined =>
    Array.isArray(chosen) && chosen.length > 0 ? (chosen as T[]) : undefined;
  return {
    ...others,
    drills: query.drills === true,
    team: some(team),
    entityRef: some(entityRef),
    service: some(service),
    priority: some(priority),
    source: some(source),
  };
}

/** The same for alerts, which know the period and what they are about. */
export function alertQuery({
  from,
  to,
  service,
}: MetricsQuery): AlertQualityQuery {
  return { from, to, entityRef: service };
}

/** The request for a part of what another one asks for. */
export function queryOfPart(
  query: MetricsQuery,
  dimension: MetricsDimension,
  key: string,
): MetricsQuery {
  switch (dimension) {
    case 'priority':
      return { ...query, priority: [Number(key)] };
    case 'source':
      return { ...query, source: sourceKinds.filter(id => id === key) };
    default:
      return { ...query, [dimension]: [key] };
  }
}

/** The request for the part of a period that lies in an ISO week. */
export function queryOfWeek(
  query: MetricsQuery,
  period: { from: string; to: string },
  week: string,
): MetricsQuery {
  const start = DateTime.fromISO(week, { zone: 'utc' });
  const utc = (instant: string) => DateTime.fromISO(instant, { zone: 'utc' });
  return {
    ...query,
    from: DateTime.max(start, utc(period.from)).toISO()!,
    to: DateTime.min(start.plus({ weeks: 1 }), utc(period.to)).toISO()!,
  };
}
