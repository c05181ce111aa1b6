import { Period } from '@countersign/plugin-governance-common';
import { IncidentFacts, IncidentTime } from '../model';

/** What of an incident the figures are made of. */
export type MeasuredIncident = Pick<
  IncidentFacts,
  | 'number'
  | 'team'
  | 'entities'
  | 'source'
  | 'state'
  | 'drill'
  | 'worstPriority'
  | 'times'
  | 'firstAlertAt'
  | 'causes'
  | 'merged'
>;

/** Over which incidents figures go. */
export interface MetricsScope {
  /** Those that started in it. */
  period: Period;
  /** Whether drills count. */
  drills: boolean;
}

/** The figures that are times between two moments of an incident. */
export const durationFigures = [
  'detect',
  'acknowledge',
  'mitigate',
  'restore',
  'resolve',
] as const;
/** One of {@link durationFigures}. */
export type DurationFigure = (typeof durationFigures)[number];

/** From which moment to which a figure goes. */
const moments: Record<
  DurationFigure,
  { from: IncidentTime | 'firstAlert'; to: IncidentTime }
> = {
  detect: { from: 'started', to: 'detected' },
  acknowledge: { from: 'firstAlert', to: 'acknowledged' },
  mitigate: { from: 'started', to: 'mitigated' },
  restore: { from: 'started', to: 'restored' },
  resolve: { from: 'started', to: 'resolved' },
};

/** An incident with its moments as numbers, so that many are counted fast. Moments are milliseconds since 1970. */
export interface TimedIncident
  extends Pick<
    MeasuredIncident,
    | 'number'
    | 'team'
    | 'entities'
    | 'source'
    | 'state'
    | 'drill'
    | 'worstPriority'
    | 'causes'
  > {
  startedAt: number;
  /** Somebody took it. */
  acknowledged: boolean;
  /** The incident that it became a part of. */
  mergedInto: string | undefined;
  /** When it no longer was down: restored, or else resolved. */
  downUntil: number | undefined;
  /** The times that are known of it, in seconds. */
  seconds: Readonly<Partial<Record<DurationFigure, number>>>;
}

/** One incident, and what it adds to a figure. */
export interface FigureRecord {
  number: string;
  seconds: number;
}

/** What figures need of an incident, worked out once. */
export function timedIncident(incident: MeasuredIncident): TimedIncident {
  const { number, team, entities, source, state, drill } = incident;
  const { worstPriority, causes, times, merged } = incident;
  const end = times.restored ?? times.resolved;
  return {
    ...{ number, team, entities, source, state, drill, worstPriority, causes },
    startedAt: Date.parse(times.started),
    acknowledged: times.acknowledged !== undefined,
    mergedInto: merged?.into.number,
    downUntil: end === undefined ? undefined : Date.parse(end),
    seconds: secondsOf(incident),
  };
}

function secondsOf({
  times,
  firstAlertAt,
}: MeasuredIncident): TimedIncident['seconds'] {
  const seconds: Partial<Record<DurationFigure, number>> = {};
  for (const figure of durationFigures) {
    const { from, to } = moments[figure];
    const begin = from === 'firstAlert' ? firstAlertAt : times[from];
    const end = times[to];
    if (begin === undefined || end === undefined) continue;
    // Who acknowledged before the alert came in had seen it without one.
    seconds[figure] = Math.max(0, Date.parse(end) - Date.parse(begin)) / 1000;
  }
  return seconds;
}

/**
 * Those that count: an incident was accepted as one and stayed one. What is looked at quietly, was canceled or became a part
 * of another counts nowhere, and a drill where drills are asked for.
 */
export function countedIn<T extends TimedIncident>(
  incidents: Iterable<T>,
  { period, drills }: MetricsScope,
): T[] {
  const [from, to] = [Date.parse(period.from), Date.parse(period.to)];
  const counted: T[] = [];
  for (const incident of incidents) {
    const { state, drill, startedAt } = incident;
    if (
      from <= startedAt &&
      startedAt < to &&
      state !== 'triage' &&
      state !== 'canceled' &&
      (drills || !drill)
    ) {
      counted.push(incident);
    }
  }
  return counted;
}

/** The incidents behind a figure, in the order given: those in which both of its moments are known. */
export function recordsOf(
  figure: DurationFigure,
  incidents: readonly TimedIncident[],
): FigureRecord[] {
  return incidents.flatMap(({ number, seconds }) => {
    const known = seconds[figure];
    return known === undefined ? [] : [{ number, seconds: known }];
  });
}

/** What they add to a figure, in seconds. */
export function lengthsOf(
  figure: DurationFigure,
  incidents: readonly TimedIncident[],
): number[] {
  const lengths: number[] = [];
  for (const { seconds } of incidents) {
    const known = seconds[figure];
    if (known !== undefined) lengths.push(known);
  }
  return lengths;
}
