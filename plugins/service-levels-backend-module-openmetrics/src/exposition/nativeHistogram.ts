import { ProtoMessage } from './ProtoReader';

/** A native histogram: buckets that each are as much wider than the one before. */
export interface NativeHistogram {
  /** 2^schema buckets for each power of two. */
  schema: number;
  total: number;
  /** What is nearest to zero, either side. */
  zero: { threshold: number; count: number };
  negative: number;
  /** Counts by index: that of `i` is up to 2^(i / 2^schema). */
  positive: Map<number, number>;
}

export type NativeProblem =
  | { kind: 'schema'; schema: number }
  | { kind: 'not-an-edge'; nearest: number[] }
  | { kind: 'within-zero'; threshold: number }
  | { kind: 'more-than-all' };

const fields = {
  count: 1,
  countFloat: 4,
  schema: 5,
  zeroThreshold: 6,
  zeroCount: 7,
  zeroCountFloat: 8,
  negative: { spans: 9, deltas: 10, counts: 11 },
  positive: { spans: 12, deltas: 13, counts: 14 },
} as const;

const LEAST_SCHEMA = -4;
const MOST_SCHEMA = 8;
/** An edge is written with few digits, or as it was told: that far beside it is still it. */
const NEAR = 1e-9;

/** Undefined where a histogram is a classic one only. */
export function nativeHistogramOf(
  histogram: ProtoMessage,
): NativeHistogram | undefined {
  const isNative =
    histogram.has(fields.positive.spans) ||
    histogram.has(fields.negative.spans) ||
    histogram.has(fields.zeroThreshold);
  if (!isNative) return undefined;
  const eitherOf = (float: number, whole: number) =>
    histogram.has(float) ? histogram.double(float) : histogram.unsigned(whole);
  const sum = (counts: Map<number, number>) =>
    [...counts.values()].reduce((all, count) => all + count, 0);
  return {
    schema: histogram.zigzags(fields.schema).at(-1) ?? 0,
    total: eitherOf(fields.countFloat, fields.count),
    zero: {
      threshold: histogram.double(fields.zeroThreshold),
      count: eitherOf(fields.zeroCountFloat, fields.zeroCount),
    },
    negative: sum(bucketsOf(histogram, fields.negative)),
    positive: bucketsOf(histogram, fields.positive),
  };
}

/** Spans say which buckets there are; counts are the difference to the one before, or stand there as they are. */
function bucketsOf(
  histogram: ProtoMessage,
  { spans, deltas, counts }: { spans: number; deltas: number; counts: number },
): Map<number, number> {
  const absolute = histogram.doubles(counts);
  const differences = histogram.zigzags(deltas);
  const buckets = new Map<number, number>();
  let index = 0;
  let place = 0;
  let count = 0;
  for (const span of histogram.messages(spans)) {
    index += span.zigzags(1).at(-1) ?? 0;
    const end = Math.min(
      place + span.unsigned(2),
      Math.max(absolute.length, differences.length),
    );
    for (; place < end; place++) {
      count = absolute[place] ?? count + differences[place];
      buckets.set(index, count);
      index += 1;
    }
  }
  return buckets;
}

/** The events of a native histogram up to a bound, where that is an edge of it. */
export function nativeUpTo(
  { schema, total, zero, negative, positive }: NativeHistogram,
  bound: number,
): number | NativeProblem {
  const counted = [...positive.values()].reduce(
    (sum, count) => sum + count,
    zero.count + negative,
  );
  if (counted > total) return { kind: 'more-than-all' };
  if (bound === Infinity) return total;
  if (schema < LEAST_SCHEMA || schema > MOST_SCHEMA) {
    return { kind: 'schema', schema };
  }
  const low = zero.count + negative;
  if (bound === zero.threshold) return low;
  if (bound < zero.threshold || bound <= 0) {
    return { kind: 'within-zero', threshold: zero.threshold };
  }
  const edge = (index: number) => 2 ** (index / 2 ** schema);
  const index = Math.round(Math.log2(bound) * 2 ** schema);
  if (Math.abs(edge(index) - bound) > bound * NEAR) {
    const below = edge(index) < bound ? index : index - 1;
    return { kind: 'not-an-edge', nearest: [edge(below), edge(below + 1)] };
  }
  return [...positive].reduce(
    (sum, [each, count]) => (each <= index ? sum + count : sum),
    low,
  );
}
