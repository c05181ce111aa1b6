import { protos } from '@google-cloud/monitoring';

type Distribution = protos.google.api.IDistribution;

/** Edges are derived from powers: what differs by less is one. */
const TOLERANCE = 1e-9;
const SHOWN = 4;

/** Events of a distribution up to an edge, or what is wrong with that edge. */
export function countUpTo(
  { bucketCounts, bucketOptions }: Distribution,
  upTo: number,
): number | string {
  const edges = edgesOf(bucketOptions ?? {});
  const index = edges.findIndex(
    edge => Math.abs(edge - upTo) <= Math.abs(edge) * TOLERANCE,
  );
  if (index < 0) {
    const near = [...edges]
      .sort((a, b) => Math.abs(a - upTo) - Math.abs(b - upTo))
      .slice(0, SHOWN)
      .sort((a, b) => a - b)
      .map(edge => Number(edge.toPrecision(12)));
    return `${upTo} is no edge of the distribution; the nearest are ${near.join(
      ', ',
    )}`;
  }
  return (bucketCounts ?? [])
    .slice(0, index + 1)
    .reduce<number>((sum, count) => sum + Number(count), 0);
}

/** The upper edges of its buckets, but the last, which has none. */
function edgesOf({
  explicitBuckets,
  linearBuckets,
  exponentialBuckets,
}: protos.google.api.Distribution.IBucketOptions): number[] {
  if (explicitBuckets) return explicitBuckets.bounds ?? [];
  const finite = linearBuckets ?? exponentialBuckets;
  const edges = Array.from(
    { length: (finite?.numFiniteBuckets ?? -1) + 1 },
    (_, i) => i,
  );
  if (linearBuckets) {
    const { offset, width } = linearBuckets;
    return edges.map(i => Number(offset ?? 0) + Number(width ?? 0) * i);
  }
  const { scale, growthFactor } = exponentialBuckets ?? {};
  return edges.map(i => Number(scale ?? 0) * Number(growthFactor ?? 0) ** i);
}
