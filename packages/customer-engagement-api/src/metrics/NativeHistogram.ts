import { ProtoWriter } from './ProtoWriter';

/** Eight buckets from each power of two to the next. */
const SCHEMA = 3;
/** Seconds: what took no longer than this took no time. */
const ZERO = 2 ** -20;

/** What was observed under one set of labels. */
interface Series {
  labels: Readonly<Record<string, string>>;
  count: number;
  sum: number;
  zeros: number;
  buckets: Map<number, number>;
}

/**
 * A histogram whose buckets need not be chosen: each is wider than the one before by the same factor, and only those that hold
 * something are kept. Only the format of Protocol Buffers has it, which `prom-client` does not write.
 */
export class NativeHistogram {
  readonly #series = new Map<string, Series>();

  constructor(readonly name: string, readonly help: string) {}

  observe(labels: Readonly<Record<string, string>>, seconds: number): void {
    const key = JSON.stringify(labels);
    const series = this.#series.get(key) ?? {
      labels,
      count: 0,
      sum: 0,
      zeros: 0,
      buckets: new Map(),
    };
    this.#series.set(key, series);
    series.count += 1;
    series.sum += seconds;
    if (seconds <= ZERO) {
      series.zeros += 1;
      return;
    }
    const index = Math.ceil(Math.log2(seconds) * 2 ** SCHEMA);
    series.buckets.set(index, (series.buckets.get(index) ?? 0) + 1);
  }

  /** Each series as the `Histogram` of a `Metric`. */
  series(): {
    labels: Readonly<Record<string, string>>;
    write(histogram: ProtoWriter): void;
  }[] {
    return [...this.#series.values()].map(series => ({
      labels: series.labels,
      write: histogram => writeSeries(series, histogram),
    }));
  }
}

/** Buckets as spans of neighbors, and each count as its difference to the one before. */
function writeSeries(
  { count, sum, zeros, buckets }: Series,
  histogram: ProtoWriter,
): void {
  histogram
    .whole(1, count)
    .double(2, sum)
    .signed(5, SCHEMA)
    .double(6, ZERO)
    .whole(7, zeros);
  const filled = [...buckets].sort(([a], [b]) => a - b);
  let next = 0;
  let before = 0;
  for (const [index, held] of filled) {
    const offset = index - next;
    histogram.message(12, span => span.signed(1, offset).whole(2, 1));
    next = index + 1;
    histogram.signed(13, held - before);
    before = held;
  }
}
