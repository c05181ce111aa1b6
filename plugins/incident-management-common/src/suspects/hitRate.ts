import {
  RateStatistics,
  rateStatistics,
} from '@countersign/plugin-governance-common';

/** How good the ranking was: of the incidents whose cause is confirmed, in how many it stood first, and among three. */
export interface HitRate {
  top1: RateStatistics;
  top3: RateStatistics;
}

/**
 * @param ranks - For each incident with a confirmed cause: the best place, counted from 1, that any of its causes had in the
 *   ranking that was shown when it was confirmed; undefined where it was not in it at all.
 */
export function hitRate(ranks: readonly (number | undefined)[]): HitRate {
  const within = (most: number) =>
    rateStatistics(
      ranks.filter(rank => rank !== undefined && rank <= most).length,
      ranks.length,
    );
  return { top1: within(1), top3: within(3) };
}
