import { MetricsQuery } from '@countersign/plugin-change-management-common';
import { DateTime } from 'luxon';

export const presetRanges = ['30', '90', '365'] as const;
/** A number of days back from today, or a period of one's own. */
export type MetricsRange = (typeof presetRanges)[number] | 'own';

/** What the address of the metrics page holds. */
export interface MetricsParams {
  range: MetricsRange;
  /** ISO dates of an own period, both included. */
  from: string;
  to: string;
  teams: string[];
  environments: string[];
}

/** Reads the address; what cannot be read is as if it were not there. */
export function readMetricsParams(
  params: URLSearchParams,
  today: DateTime,
): MetricsParams {
  const date = (key: string) => {
    const text = params.get(key) ?? '';
    return DateTime.fromISO(text).isValid ? text : undefined;
  };
  const from = date('from');
  const to = date('to');
  const preset = presetRanges.find(r => r === params.get('range'));
  const range = preset ?? (from && to ? 'own' : '90');
  const list = (key: string) =>
    (params.get(key) ?? '').split(',').filter(Boolean);
  return {
    range,
    from:
      from ??
      today.minus({ days: range === 'own' ? 90 : Number(range) }).toISODate()!,
    to: to ?? today.toISODate()!,
    teams: list('team'),
    environments: list('environment'),
  };
}

/** The address of these parameters. */
export function writeMetricsParams(params: MetricsParams): URLSearchParams {
  const after = new URLSearchParams();
  if (params.range === 'own') {
    after.set('from', params.from);
    after.set('to', params.to);
  } else {
    after.set('range', params.range);
  }
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
  const end = (
    params.range === 'own'
      ? DateTime.fromISO(params.to, { zone: 'utc' })
      : today.toUTC().startOf('day')
  ).plus({ days: 1 });
  const start =
    params.range === 'own'
      ? DateTime.fromISO(params.from, { zone: 'utc' })
      : end.minus({ days: Number(params.range) });
  if (!(start < end)) return undefined;
  return {
    from: start.toISO()!,
    to: end.toISO()!,
    team: params.teams,
    environment: params.environments,
  };
}
