import { Registry } from 'prom-client';
import { NativeHistogram } from './NativeHistogram';
import { ProtoWriter } from './ProtoWriter';

/** The format that Prometheus asks for where it takes native histograms. */
export const PROTOBUF =
  'application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited';

/** Whether whoever asks would rather have Protocol Buffers than text. */
export function wantsProtobuf(accept: string | undefined): boolean {
  const first = (accept ?? '').split(',')[0].trim();
  return (
    first.startsWith('application/vnd.google.protobuf') &&
    first.includes('io.prometheus.client.MetricFamily') &&
    first.includes('encoding=delimited')
  );
}

type Family = Awaited<ReturnType<Registry['getMetricsAsJSON']>>[number];
type Value = Family['values'][number] & { metricName?: string };
type Labels = Readonly<Record<string, string | number | undefined>>;

const types = { counter: 0, gauge: 1, summary: 2, histogram: 4 } as const;

/** What a service counts, as messages of one family each. */
export async function protobufPage(
  registry: Registry,
  natives: readonly NativeHistogram[],
): Promise<Buffer> {
  const families = (await registry.getMetricsAsJSON()).map(writeFamily);
  return Buffer.concat([...families, ...natives.map(writeNative)]);
}

function header(
  { name, help }: { name: string; help: string },
  type: number,
): ProtoWriter {
  return new ProtoWriter().text(1, name).text(2, help).whole(3, type);
}

function writeLabels(metric: ProtoWriter, labels: Labels): ProtoWriter {
  for (const [name, value] of Object.entries(labels)) {
    metric.message(1, pair => pair.text(1, name).text(2, String(value)));
  }
  return metric;
}

function writeNative(histogram: NativeHistogram): Buffer {
  const family = header(histogram, types.histogram);
  for (const { labels, write } of histogram.series()) {
    family.message(4, metric => writeLabels(metric, labels).message(7, write));
  }
  return family.delimited();
}

/** The values of one series stand in a row: its parts, its sum and its count. */
function writeGroups(
  { name, values }: Family,
  written: ProtoWriter,
  {
    label,
    field,
    part,
  }: {
    label: 'le' | 'quantile';
    field: number;
    part(at: number, value: number, writer: ProtoWriter): void;
  },
): void {
  const groups = new Map<string, { labels: Labels; values: Value[] }>();
  for (const value of values as Value[]) {
    const { [label]: _part, ...labels } = value.labels as Labels;
    const key = JSON.stringify(labels);
    const group = groups.get(key) ?? { labels, values: [] };
    group.values.push(value);
    groups.set(key, group);
  }
  for (const { labels, values: all } of groups.values()) {
    const of = (end: string) =>
      all.find(({ metricName }) => metricName === `${name}${end}`)?.value ?? 0;
    written.message(4, metric =>
      writeLabels(metric, labels).message(field, writer => {
        writer.whole(1, of('_count')).double(2, of('_sum'));
        for (const { labels: own, value } of all) {
          const at = (own as Labels)[label];
          if (at === undefined) continue;
          const bound = at === '+Inf' ? Infinity : Number(at);
          writer.message(3, each => part(bound, value, each));
        }
      }),
    );
  }
}

const writers: Record<
  keyof typeof types,
  (family: Family, written: ProtoWriter) => void
> = {
  counter: ({ values }, written) => {
    for (const { labels, value } of values) {
      written.message(4, metric =>
        writeLabels(metric, labels).message(3, counter =>
          counter.double(1, value),
        ),
      );
    }
  },
  gauge: ({ values }, written) => {
    for (const { labels, value } of values) {
      written.message(4, metric =>
        writeLabels(metric, labels).message(2, gauge => gauge.double(1, value)),
      );
    }
  },
  summary: (family, written) =>
    writeGroups(family, written, {
      label: 'quantile',
      field: 4,
      part: (quantile, value, writer) =>
        writer.double(1, quantile).double(2, value),
    }),
  histogram: (family, written) =>
    writeGroups(family, written, {
      label: 'le',
      field: 7,
      part: (bound, value, writer) => writer.whole(1, value).double(2, bound),
    }),
};

function writeFamily(family: Family): Buffer {
  // The library says it in words, though it declares a number.
  const type = String(family.type) as keyof typeof types;
  const written = header(family, types[type]);
  const write = type in writers ? writers[type] : writers.gauge;
  write(family, written);
  return written.delimited();
}
