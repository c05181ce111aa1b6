import { FilterAddress } from '@countersign/plugin-governance-react';
import { FilterLanguage } from '@countersign/plugin-service-logs-common';

/** How far back one may look at a touch, in minutes. */
export const lastMinutes = [15, 60, 360, 1440, 10080] as const;
/** How far back a page looks at first. */
export const USUAL_MINUTES = 60;

/** Severities from which on entries may be shown. */
export const leastSeverities = [
  'debug',
  'info',
  'warn',
  'error',
  'fatal',
] as const;
/** One of {@link leastSeverities}. */
export type LeastSeverity = (typeof leastSeverities)[number];

/** A time, both ISO 8601. */
export interface LogTime {
  from: string;
  to: string;
}

/** What is asked, as the address has it. */
export interface LogFilters {
  entity: string;
  source?: string;
  filter: string;
  least?: LeastSeverity;
  /** Looks back from now, unless a time is chosen. */
  minutes: number;
  window?: LogTime;
  /** Shows who read the logs, instead of what is in them: of all incidents, or of one. */
  show?: 'readings';
  incident?: string;
}

/** What is asked, in the address of a page. */
export const logAddress: FilterAddress<LogFilters> = {
  read(params) {
    const least = leastSeverities.find(each => each === params.get('least'));
    const minutes = Number(params.get('last') ?? USUAL_MINUTES);
    const window = windowIn(params);
    return {
      entity: params.get('entity') ?? '',
      ...(params.get('source') && { source: params.get('source')! }),
      filter: params.get('q') ?? '',
      ...(least && { least }),
      minutes:
        Number.isInteger(minutes) && minutes >= 1 && minutes <= 43_200
          ? minutes
          : USUAL_MINUTES,
      ...(window && { window }),
      ...(params.get('show') === 'readings' && { show: 'readings' }),
      ...(params.get('incident') && { incident: params.get('incident')! }),
    };
  },
  write({ entity, source, filter, least, minutes, window, show, incident }) {
    const params = new URLSearchParams();
    if (entity) params.set('entity', entity);
    if (show) params.set('show', show);
    if (incident) params.set('incident', incident);
    if (source) params.set('source', source);
    if (filter) params.set('q', filter);
    if (least) params.set('least', least);
    if (window) {
      params.set('from', window.from);
      params.set('to', window.to);
    } else if (minutes !== USUAL_MINUTES) {
      params.set('last', String(minutes));
    }
    return params;
  },
};

function windowIn(params: URLSearchParams): LogTime | undefined {
  const [from, to] = ['from', 'to'].map(name =>
    Date.parse(params.get(name) ?? ''),
  );
  return from < to
    ? { from: new Date(from).toISOString(), to: new Date(to).toISOString() }
    : undefined;
}

/** The time that is asked for. */
export function timeOfFilters(
  { minutes, window }: Pick<LogFilters, 'minutes' | 'window'>,
  now: number,
): LogTime {
  return (
    window ?? {
      from: new Date(now - minutes * 60_000).toISOString(),
      to: new Date(now).toISOString(),
    }
  );
}

/** As long as before, earlier or later by its length. */
export function shifted({ from, to }: LogTime, lengths: number): LogTime {
  const by = (Date.parse(to) - Date.parse(from)) * lengths;
  const moved = (at: string) => new Date(Date.parse(at) + by).toISOString();
  return { from: moved(from), to: moved(to) };
}

/** What was typed and the least severity as one filter, in a language that has both. */
export function wholeFilter(
  { filter, least }: Pick<LogFilters, 'filter' | 'least'>,
  language: FilterLanguage,
): string {
  if (!least || language === 'logql') return filter;
  const severity = `severity>=${
    least === 'debug' ? 'TRACE' : least.toUpperCase()
  }`;
  const known: string =
    language === 'google-cloud-logging' ? googleName(least) : severity;
  return filter ? `${known} (${filter})` : known;
}

/** Cloud Logging has names of its own. */
function googleName(least: LeastSeverity): string {
  const names = {
    debug: 'DEBUG',
    info: 'INFO',
    warn: 'WARNING',
    error: 'ERROR',
    fatal: 'EMERGENCY',
  };
  return `severity>=${names[least]}`;
}

/** What finds the entries of one trace. */
export function traceFilter(traceId: string, language: FilterLanguage): string {
  const quoted = JSON.stringify(traceId);
  if (language === 'logql') return `|= ${quoted}`;
  return language === 'google-cloud-logging'
    ? `trace:${quoted}`
    : `traceId=${quoted}`;
}
