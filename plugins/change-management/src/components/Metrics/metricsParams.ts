import { MetricsQuery } from '@countersign/plugin-change-management-common';
import {
  daysOfReport,
  readReportPeriod,
  ReportPeriod,
  writeReportPeriod,
} from '@countersign/plugin-governance-react';
import { DateTime } from 'luxon';

/** What the address of the metrics page holds. */
export interface MetricsParams {
  period: ReportPeriod;
  teams: string[];
  environments: string[];
}

/** Reads the address; what cannot be read is as if it were not there. */
export function readMetricsParams(
  params: URLSearchParams,
  today: DateTime,
): MetricsParams {
  const list = (key: string) =>
    (params.get(key) ?? '').split(',').filter(Boolean);
  return {
    period: readReportPeriod(params, today),
    teams: list('team'),
    environments: list('environment'),
  };
}

/** The address of these parameters. */
export function writeMetricsParams(params: MetricsParams): URLSearchParams {
  const after = new URLSearchParams(writeReportPeriod(params.period));
  if (params.teams.length) after.set('team', params.teams.join(','));
  if (params.environments.length) {
    after.set('environment', params.environments.join(','));
  }
  return after;
}

/** The request for these parameters, in whole UTC days; undefined when the period ends before it starts. */
export function metricsQuery(
  params: MetricsParams,
  today: DateTime,
): (MetricsQuery & { from: string; to: string }) | undefined {
  const days = daysOfReport(params.period, today);
  return (
    days && {
      ...days,
      team: params.teams,
      environment: params.environments,
    }
  );
}
