import { bestPlace } from '../suspects/hitRate';
import { MeasuredDeployment, finishedIn, recoveries } from './delivery';
import {
  DurationFigure,
  durationFigures,
  MetricsScope,
  recordsOf,
  TimedIncident,
} from './figures';

/** The figures of which incidents are the records. */
export const incidentFigures = [
  ...durationFigures,
  'recoveryTime',
  'suspects',
] as const;
/** One of {@link incidentFigures}. */
export type IncidentFigure = (typeof incidentFigures)[number];

/** An incident behind a figure. */
export interface IncidentRecord {
  number: string;
  /** What it adds to a time. */
  seconds?: number;
  /** Where its confirmed cause stood among the suspects; absent where it stood nowhere. */
  rank?: number;
}

/**
 * The incidents behind a figure, the longest first; of the suspects, those named last first.
 *
 * @param incidents - Those that count.
 */
export function incidentsBehind(
  figure: IncidentFigure,
  incidents: readonly TimedIncident[],
  deployments: readonly MeasuredDeployment[],
  { period }: MetricsScope,
): IncidentRecord[] {
  return unordered(figure, incidents, () =>
    finishedIn(deployments, period),
  ).sort((a, b) => weightOf(b) - weightOf(a) || (a.number < b.number ? -1 : 1));
}

function unordered(
  figure: IncidentFigure,
  incidents: readonly TimedIncident[],
  deployments: () => readonly MeasuredDeployment[],
): IncidentRecord[] {
  switch (figure) {
    case 'recoveryTime':
      return recoveries(deployments(), incidents).items;
    case 'suspects':
      return incidents.flatMap(({ number, causes }) => {
        const place = bestPlace(causes);
        if (place === undefined) return [];
        return [{ number, ...(place < Infinity && { rank: place }) }];
      });
    default:
      return recordsOf(figure satisfies DurationFigure, incidents);
  }
}

function weightOf({ seconds, rank = Infinity }: IncidentRecord): number {
  // Among those without a time and without a rank the order is that of their numbers.
  return seconds ?? Math.min(rank, Number.MAX_SAFE_INTEGER);
}
