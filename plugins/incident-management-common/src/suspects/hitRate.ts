import {
  RateStatistics,
  rateStatistics,
} from '@countersign/plugin-governance-common';
import { Cause } from '../model';

/** How good the ranking was: of the incidents whose cause is confirmed, in how many it stood first, and among three. */
export interface HitRate {
  top1: RateStatistics;
  top3: RateStatistics;
}

type RankedCause = Pick<Cause, 'rank' | 'unranked'>;

/**
 * @param incidents - The confirmed causes of each incident. What counts is the best place that any of them had in the ranking
 *   that was shown when it was confirmed. Incidents are left out that have none, or whose suspects nobody could read then.
 */
export function hitRate(
  incidents: readonly (readonly RankedCause[])[],
): HitRate {
  const places = incidents.flatMap(causes => bestPlace(causes) ?? []);
  const within = (most: number) =>
    rateStatistics(places.filter(place => place <= most).length, places.length);
  return { top1: within(1), top3: within(3) };
}

/** The best place that any of the causes had, infinite where none stood in the ranking; undefined where it does not count. */
export function bestPlace(causes: readonly RankedCause[]): number | undefined {
  const ranked = causes.filter(({ unranked }) => !unranked);
  return ranked.length > 0
    ? Math.min(...ranked.map(({ rank }) => rank ?? Infinity))
    : undefined;
}
