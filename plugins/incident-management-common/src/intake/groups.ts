import { AlertStanding } from './life';
import { AlertSeverity } from './signal';

/** Why an alert that fires opens nothing, and tells nobody, for now. */
export interface Suppression {
  by: 'silence' | 'maintenance';
  /** Of the silence, or of the window in the change calendar. */
  id: string;
  title: string;
  /** When it ends: whoever still fires then is heard. */
  until: number;
}

/** An alert as its group counts it. Instants are milliseconds since 1970. */
export interface GroupedAlert {
  standing: AlertStanding;
  severity: AlertSeverity | null;
  /** What keeps it quiet at the moment that is judged. */
  suppressions: readonly Suppression[];
  /** The drill that makes it fire. */
  drill?: string;
}

/** The incident that a group led to last. */
export interface GroupIncident {
  number: string;
  isOpen: boolean;
  isDrill: boolean;
  /** When it was resolved, where it is. */
  resolvedAt?: number;
}

/** What an adopter sets. */
export interface IntakePolicy {
  /** So long all must be quiet before an incident is resolved. */
  resolveDelayMs: number;
  /** What fires again so soon after an incident was resolved reopens it. */
  reopenWindowMs: number;
  /** Alerts that are less bad are recorded, and open nothing. */
  opensFrom: AlertSeverity;
}

export interface GroupFacts {
  alerts: readonly GroupedAlert[];
  incident?: GroupIncident;
  /** When it was judged last, something that fired was suppressed: nobody heard of that yet. */
  wasSuppressed?: boolean;
}

export type GroupVerdict = {
  /** When the answer may be another one though nothing arrives. */
  lookAgainAt?: number;
} & (
  | { want: 'nothing'; because: QuietReason }
  | { want: 'open'; startedAt: number }
  | { want: 'reopen'; number: string; startedAt: number }
  /** The incident stays open: what fires belongs to it. */
  | { want: 'keep'; number: string }
  | { want: 'resolve'; number: string; restoredAt: number }
);

export type QuietReason =
  /** Nothing of it fires, and nothing of it has an open incident. */
  | 'over'
  /** All that fires is suppressed. */
  | 'suppressed'
  /** What fires is not bad enough. */
  | 'minor'
  /** Somebody resolved its incident while it fired: it is heard when it fires anew. */
  | 'settled';

const rank: Record<AlertSeverity, number> = {
  critical: 3,
  error: 2,
  warning: 1,
  info: 0,
};

/** One that does not say how bad it is may be the worst. */
const isBadEnough = (severity: AlertSeverity | null, least: AlertSeverity) =>
  severity === null || rank[severity] >= rank[least];

/** Alerts of one condition on one entity belong together; one without entity stands with those of its sender. */
export function groupKeyOf(about: {
  entityRef: string | undefined;
  condition: string;
  integration: string;
}): string {
  return JSON.stringify([
    about.entityRef ?? `integration:${about.integration}`,
    about.condition,
  ]);
}

/**
 * What a group wants at a moment. It resolves when its last alert does, has been quiet for the delay, and not before:
 * alerts that are suppressed still fire. What a moment decides, a later one repeats until it is done.
 */
export function judgeGroup(
  { alerts, incident, wasSuppressed }: GroupFacts,
  policy: IntakePolicy,
  at: number,
): GroupVerdict {
  const firing = alerts.flatMap(alert => {
    const { standing } = alert;
    return standing.state === 'firing' || standing.state === 'acknowledged'
      ? [{ ...alert, startedAt: standing.startedAt }]
      : [];
  });
  if (firing.length === 0) return ofQuiet({ alerts, incident }, policy, at);
  if (incident?.isOpen) {
    return { want: 'keep', number: incident.number, ...againAt(firing) };
  }
  const bad = firing.filter(({ severity }) =>
    isBadEnough(severity, policy.opensFrom),
  );
  if (bad.length === 0) return { want: 'nothing', because: 'minor' };
  const heard = bad.filter(({ suppressions }) => suppressions.length === 0);
  const settledAt = incident?.resolvedAt ?? -Infinity;
  // What was kept quiet while its incident was resolved is not settled by that.
  const fresh = wasSuppressed
    ? heard
    : heard.filter(({ startedAt }) => startedAt > settledAt);
  if (fresh.length > 0) {
    const [first] = [...fresh].sort((a, b) => a.startedAt - b.startedAt);
    const { startedAt, drill } = first;
    return incident &&
      comesBack(incident, { drill }) &&
      startedAt - settledAt <= policy.reopenWindowMs
      ? { want: 'reopen', number: incident.number, startedAt }
      : { want: 'open', startedAt };
  }
  return heard.length > 0
    ? { want: 'nothing', because: 'settled', ...againAt(bad) }
    : { want: 'nothing', because: 'suppressed', ...againAt(bad) };
}

/**
 * Whether what fires again soon is the incident that was resolved. A real outage does not reopen a drill, in which nobody
 * would count it, and a drill does not reopen a real outage.
 */
export function comesBack(
  { isDrill }: Pick<GroupIncident, 'isDrill'>,
  { drill }: Pick<GroupedAlert, 'drill'>,
): boolean {
  return isDrill === (drill !== undefined);
}

function ofQuiet(
  { alerts, incident }: GroupFacts,
  { resolveDelayMs }: IntakePolicy,
  at: number,
): GroupVerdict {
  const ends = alerts.flatMap(({ standing }) =>
    standing.state === 'resolved' ? [standing.endedAt] : [],
  );
  if (!incident?.isOpen || ends.length === 0) {
    return { want: 'nothing', because: 'over' };
  }
  const restoredAt = Math.max(...ends);
  const dueAt = restoredAt + resolveDelayMs;
  const { number } = incident;
  return at >= dueAt
    ? { want: 'resolve', number, restoredAt }
    : { want: 'keep', number, lookAgainAt: dueAt };
}

/** When the first of what suppresses ends. */
function againAt(alerts: readonly Pick<GroupedAlert, 'suppressions'>[]): {
  lookAgainAt?: number;
} {
  const ends = alerts.flatMap(({ suppressions }) =>
    suppressions.map(({ until }) => until),
  );
  return ends.length > 0 ? { lookAgainAt: Math.min(...ends) } : {};
}
