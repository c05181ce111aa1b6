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

/**
 * @param incidents - The confirmed causes of each incident. What counts is the best place that any of them had in the ranking
 *   that was shown when it was confirmed. Incidents are left out that have none, or whose suspects nobody could read then.
 */
export function hitRate(
  incidents: readonly (readonly Pick<Cause, 'rank' | 'unranked'>[])[],
): HitRate {
  const places = incidents.flatMap(causes => {
    const ranked = causes.filter(({ unranked }) => !unranked);
    return ranked.length > 0
      ? Math.min(...ranked.map(({ rank }) => rank ?? Infinity))
      : [];
  });
  const within = (most: number) =>
    rateStatistics(places.filter(place => place <= most).length, places.length);
  return { top1: within(1), top3: within(3) };
}
