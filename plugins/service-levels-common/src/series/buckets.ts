/** Cumulative counts of a classic histogram, as its labels name them. */
export interface Bucket {
  /** The label `le` as it was written: `0.3`, `0.30`, `+Inf`. */
  le: string;
  count: number;
}

export type BucketProblem =
  | { kind: 'not-an-edge'; edges: number[] }
  | { kind: 'no-infinity' }
  | { kind: 'not-a-bound'; le: string }
  | { kind: 'twice'; le: string }
  | { kind: 'falling'; le: string };

/** Bounds are compared as numbers: `1`, `1.0` and `1e0` are one. */
export function readBound(le: string): number | undefined {
  if (/^\+?Inf$/i.test(le)) return Infinity;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(le)) return undefined;
  return Number(le);
}

/**
 * Events up to a latency, and all of them. A threshold between two edges is refused, for no count is exactly that;
 * so is a histogram without `+Inf`, whose slowest events nobody counted.
 *
 * @param threshold - in the unit of the bounds, usually seconds
 */
export function upTo(
  buckets: readonly Bucket[],
  threshold: number,
): { good: number; total: number } | BucketProblem {
  const counts = new Map<number, number>();
  for (const { le, count } of buckets) {
    const bound = readBound(le);
    if (bound === undefined) return { kind: 'not-a-bound', le };
    if (counts.has(bound)) return { kind: 'twice', le };
    counts.set(bound, count);
  }
  const edges = [...counts.keys()].sort((a, b) => a - b);
  const fallen = edges.find(
    (edge, i) => i > 0 && counts.get(edge)! < counts.get(edges[i - 1])!,
  );
  if (fallen !== undefined) return { kind: 'falling', le: String(fallen) };
  const total = counts.get(Infinity);
  if (total === undefined) return { kind: 'no-infinity' };
  const good = counts.get(threshold);
  if (good === undefined) {
    return { kind: 'not-an-edge', edges: edges.filter(Number.isFinite) };
  }
  return { good, total };
}
