/** Median, 90th percentile and count: a mean alone hides. Durations in seconds. */
export interface DurationStatistics {
  n: number;
  median?: number;
  p90?: number;
}

export interface RateStatistics {
  n: number;
  count: number;
  /** `count / n`, absent when n is 0. */
  rate?: number;
}

/**
 * The percentile by the nearest-rank method: the smallest value such that at least `p` percent of all are not above it.
 * It is always one that really occurred.
 *
 * @param sorted - In ascending order; not empty.
 * @param p - Above 0, at most 100.
 */
export function nearestRank(sorted: readonly number[], p: number): number {
  return sorted[Math.max(1, Math.ceil((p * sorted.length) / 100)) - 1];
}

/** Median, 90th percentile (both by nearest rank) and count of durations in seconds; their order does not matter. */
export function durationStatistics(
  seconds: readonly number[],
): DurationStatistics {
  const sorted = [...seconds].sort((a, b) => a - b);
  return sorted.length === 0
    ? { n: 0 }
    : {
        n: sorted.length,
        median: nearestRank(sorted, 50),
        p90: nearestRank(sorted, 90),
      };
}

/** `count` of `n`; no rate when there is nothing to divide by. */
export function rateStatistics(count: number, n: number): RateStatistics {
  return n === 0 ? { n, count } : { n, count, rate: count / n };
}
