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

/** One incident, and what it adds to a figure. */
export interface FigureRecord {
  number: string;
  seconds: number;
}

/**
 * Whether an incident counts: it was accepted as one and stayed one. What is looked at quietly, was canceled or became a part
 * of another counts nowhere, and a drill where drills are asked for.
 */
export function countsIn(
  { state, drill, times }: MeasuredIncident,
  { period, drills }: MetricsScope,
): boolean {
  const started = Date.parse(times.started);
  return (
    state !== 'triage' &&
    state !== 'canceled' &&
    (drills || !drill) &&
    Date.parse(period.from) <= started &&
    started < Date.parse(period.to)
  );
}

/** The incidents behind a figure, in the order given: those in which both of its moments are known. */
export function recordsOf(
  figure: DurationFigure,
  incidents: readonly MeasuredIncident[],
): FigureRecord[] {
  const { from, to } = moments[figure];
  return incidents.flatMap(({ number, times, firstAlertAt }) => {
    const begin = from === 'firstAlert' ? firstAlertAt : times[from];
    const end = times[to];
    if (begin === undefined || end === undefined) return [];
    // Who acknowledged before the alert came in had seen it without one.
    const seconds = Math.max(0, Date.parse(end) - Date.parse(begin)) / 1000;
    return [{ number, seconds }];
  });
}
