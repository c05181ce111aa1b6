import {
  DashboardQuery,
  queryString,
} from '@countersign/plugin-governance-common';
import {
  daysOfReport,
  FilterAddress,
  readReportPeriod,
  ReportPeriod,
  valuesIn,
  writeReportPeriod,
} from '@countersign/plugin-governance-react';
import { DateTime } from 'luxon';

/** What the figures are about. */
export interface DashboardFilters {
  period: ReportPeriod;
  team: string[];
  system: string[];
}

/** Monday's look back. */
const usualRange = '7';

/** How they stand in the address of the page. */
export function dashboardAddress(
  today: DateTime,
): FilterAddress<DashboardFilters> {
  return {
    read: params => ({
      period: readReportPeriod(params, today, usualRange),
      team: valuesIn(params, 'team'),
      system: valuesIn(params, 'system'),
    }),
    write: ({ period, ...many }) =>
      new URLSearchParams(
        queryString({ ...writeReportPeriod(period), ...many }),
      ),
  };
}

/**
 * The request, in whole days of UTC, so that a week has as many hours everywhere and in every season; compared with as
 * many days before. Undefined when the period ends before it starts.
 */
export function dashboardQuery(
  { period, team, system }: DashboardFilters,
  today: DateTime,
): DashboardQuery | undefined {
  const days = daysOfReport(period, today);
  if (!days) return undefined;
  const [from, to] = [days.from, days.to].map(at =>
    DateTime.fromISO(at, { zone: 'utc' }),
  );
  return {
    previousFrom: from.minus({ days: to.diff(from, 'days').days }).toISO()!,
    ...days,
    ...(team.length > 0 && { team }),
    ...(system.length > 0 && { system }),
  };
}
