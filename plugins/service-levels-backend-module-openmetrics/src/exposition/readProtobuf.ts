import { NativeHistogram, nativeHistogramOf } from './nativeHistogram';
import { ProtoError, ProtoMessage, ProtoReader } from './ProtoReader';
import { Exposition, ExpositionError } from './readExposition';

/** How Prometheus numbers the types of families. */
const types = [
  'counter',
  'gauge',
  'summary',
  'untyped',
  'histogram',
  'gaugehistogram',
];
const HISTOGRAM_PARTS = /_(bucket|count|sum)$/;

class FamilyReader {
  readonly exposition = {
    samples: new Map(),
    types: new Map(),
    natives: new Map(),
  } satisfies Exposition;

  constructor(private readonly wanted: ReadonlySet<string>) {}

  read(bytes: Uint8Array): void {
    const family = new ProtoMessage(bytes);
    const name = family.text(1);
    const type = types[family.unsigned(3)];
    const parts = [name, `${name}_bucket`, `${name}_count`, `${name}_sum`];
    if (!type || !parts.some(each => this.wanted.has(each))) return;
    this.exposition.types.set(name, type);
    for (const metric of family.messages(4)) this.#metric(name, metric);
  }

  #metric(name: string, metric: ProtoMessage): void {
    const labels: Record<string, string> = Object.create(null);
    for (const pair of metric.messages(1)) labels[pair.text(1)] = pair.text(2);
    const timestamp = metric.has(6) ? metric.signed(6) : undefined;
    const put = (
      sample: string,
      value: number,
      more: Record<string, string> = {},
    ) => {
      if (!this.wanted.has(sample)) return;
      const found = {
        ...{ name: sample, value, timestamp },
        labels: Object.assign(Object.create(null), labels, more),
      };
      add(this.exposition.samples, sample, found);
    };
    for (const simple of [2, 3, 5]) {
      const value = metric.message(simple)?.double(1);
      if (value !== undefined) put(name, value);
    }
    const summary = metric.message(4);
    if (summary) {
      put(`${name}_count`, summary.unsigned(1));
      put(`${name}_sum`, summary.double(2));
    }
    const histogram = metric.message(7);
    if (histogram) {
      this.#histogram(name, { labels, timestamp }, histogram, put);
    }
  }

  #histogram(
    name: string,
    {
      labels,
      timestamp,
    }: { labels: Record<string, string>; timestamp?: number },
    histogram: ProtoMessage,
    put: (sample: string, value: number, more?: Record<string, string>) => void,
  ): void {
    const count = histogram.has(4)
      ? histogram.double(4)
      : histogram.unsigned(1);
    put(`${name}_count`, count);
    put(`${name}_sum`, histogram.double(2));
    const buckets = histogram.messages(3);
    for (const bucket of buckets) {
      const le = bucket.double(2);
      put(
        `${name}_bucket`,
        bucket.has(4) ? bucket.double(4) : bucket.unsigned(1),
        { le: le === Infinity ? '+Inf' : String(le) },
      );
    }
    // The last one needs not be there: it is all there is.
    const hasLast = buckets.some(bucket => bucket.double(2) === Infinity);
    if (buckets.length > 0 && !hasLast) {
      put(`${name}_bucket`, count, { le: '+Inf' });
    }
    const native = nativeHistogramOf(histogram);
    if (native) {
      add<LabeledHistogram>(this.exposition.natives, name, {
        ...{ labels, native, timestamp },
        isClassic: buckets.length > 0,
      });
    }
  }
}

/**
 * Reads a page of metrics as Protocol Buffers (`io.prometheus.client.MetricFamily`, each with its length): the only format that
 * has native histograms. What stands there twice over, as buckets and as native ones, is read as both.
 *
 * @param wanted - The names of samples to read, as they are in the text format; all others are passed over.
 * @throws ExpositionError
 */
export function readProtobuf(
  bytes: Uint8Array,
  wanted: ReadonlySet<string>,
): Exposition {
  const page = new FamilyReader(wanted);
  const reader = new ProtoReader(bytes);
  try {
    while (!reader.isDone) page.read(reader.chunk());
  } catch (error) {
    if (error instanceof ProtoError) {
      throw new ExpositionError(
        `The page ${error.message}: part of it is missing, or it is no metrics`,
      );
    }
    throw error;
  }
  return page.exposition;
}

/** A native histogram by its labels. */
export interface LabeledHistogram {
  labels: Record<string, string>;
  native: NativeHistogram;
  timestamp?: number;
  /** Whether it has buckets with bounds beside: these are read then. */
  isClassic: boolean;
}

/** The family that a sample of a histogram belongs to. */
export function familyOf(sample: string): string {
  return sample.replace(HISTOGRAM_PARTS, '');
}

function add<T>(to: Map<string, T[]>, key: string, value: T): void {
  const known = to.get(key);
  if (known) known.push(value);
  else to.set(key, [value]);
}
