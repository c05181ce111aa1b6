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
export function nearestRank(sorted: ArrayLike<number>, p: number): number {
  return sorted[Math.max(1, Math.ceil((p * sorted.length) / 100)) - 1];
}

/** Median, 90th percentile (both by nearest rank) and count of durations in seconds; their order does not matter. */
export function durationStatistics(
  seconds: readonly number[],
): DurationStatistics {
  const n = seconds.length;
  if (n === 0) return { n };
  const values = new Float64Array(seconds);
  const at = (p: number) => Math.max(1, Math.ceil((p * n) / 100)) - 1;
  // The second is not below the first: only what lies from there on is looked through.
  const median = ranked(values, at(50), 0);
  return { n, median, p90: ranked(values, at(90), at(50)) };
}

/**
 * The value that would stand at an index if the values were sorted, without sorting them: a page of figures asks this of
 * hundreds of thousands. It moves smaller values before the index and larger ones behind it (Hoare's quickselect).
 *
 * @param from - All values before it are known to be no larger than those from it on.
 */
function ranked(values: Float64Array, index: number, from: number): number {
  let low = from;
  let high = values.length - 1;
  while (low < high) {
    const pivot = values[(low + high) >> 1];
    let left = low;
    let right = high;
    while (left <= right) {
      while (values[left] < pivot) left++;
      while (values[right] > pivot) right--;
      if (left <= right) {
        const moved = values[left];
        values[left++] = values[right];
        values[right--] = moved;
      }
    }
    if (index <= right) high = right;
    else if (index >= left) low = left;
    else break;
  }
  return values[index];
}

/** `count` of `n`; no rate when there is nothing to divide by. */
export function rateStatistics(count: number, n: number): RateStatistics {
  return n === 0 ? { n, count } : { n, count, rate: count / n };
}
