import {
  MetricAnswer,
  MetricQuery,
  pointsIn,
  Stretch,
  TimedQuery,
} from '@countersign/plugin-service-levels-node';
import {
  cloudMetricSpec,
  CloudNativeSpec,
} from '@countersign/plugin-service-levels-common';
import { Aggregation, CloudMonitoring, TimeSeries } from '../CloudMonitoring';
import { countUpTo } from './distribution';
import { Group, groupsOf, membersBySeries, Wanted } from './groups';

/** The shortest time that Cloud Monitoring aligns to. */
export const ALIGNMENT_MS = 60_000;
const alignmentPeriod = { seconds: ALIGNMENT_MS / 1000 };

const TWICE =
  'The source answers with the same series twice, and so neither is counted';

type Point = { at: number; value: number };

/** Makes requests of what is asked: one for all metrics of a type, and one for each native objective. */
export class CloudQueries {
  constructor(
    private readonly api: CloudMonitoring,
    private readonly project: string,
  ) {}

  requests(queries: readonly MetricQuery[]): TimedQuery[] {
    const counted: Wanted[] = [];
    const values: Wanted[] = [];
    const native = new Map<string, { key: string; spec: CloudNativeSpec }[]>();
    for (const { key, spec: given, uses } of queries) {
      const spec = cloudMetricSpec(given, this.project);
      if (typeof spec === 'string') continue;
      if ('nativeSlo' in spec) {
        const known = native.get(spec.nativeSlo) ?? [];
        native.set(spec.nativeSlo, [...known, { key, spec }]);
      } else if (uses?.[0]?.counter === false) {
        values.push({ key, spec });
      } else {
        counted.push({ key, spec });
      }
    }
    return [
      ...groupsOf(counted).map(group => this.#counts(group)),
      ...values
        .flatMap(each => groupsOf([each]))
        .map(each => this.#values(each)),
      ...Array.from(native, ([name, asked]) => this.#native(name, asked)),
    ];
  }

  #counts(group: Group): TimedQuery {
    return {
      keys: keysOf(group),
      read: async stretch => {
        const series = await this.api.list(
          group.filter,
          deltaBy(group.by),
          stretch,
        );
        return countsOf(group, series, stretch);
      },
    };
  }

  #values({ filter, members: [{ key }] }: Group): TimedQuery {
    return {
      keys: [key],
      read: async stretch => {
        const series = await this.api.list(
          filter,
          { alignmentPeriod, perSeriesAligner: 'ALIGN_NEXT_OLDER' },
          stretch,
        );
        const samples = series.map(each =>
          pointsIn(pointsOf(each, valueOf), stretch),
        );
        const problem = samples.find(each => 'problem' in each);
        return new Map<string, MetricAnswer>([
          [
            key,
            problem && 'problem' in problem
              ? problem
              : {
                  kind: 'gauge',
                  series: series.map((each, i) => ({
                    key: JSON.stringify([each.metric, each.resource]),
                    samples: samples[i] as Point[],
                  })),
                },
          ],
        ]);
      },
    };
  }

  #native(
    name: string,
    asked: readonly { key: string; spec: CloudNativeSpec }[],
  ): TimedQuery {
    return {
      keys: asked.map(({ key }) => key),
      read: async stretch => {
        const series = await this.api.list(
          `select_slo_counts("${name}")`,
          deltaBy(['metric.labels.event_type']),
          stretch,
        );
        return new Map(
          asked.map(({ key, spec }) => [
            key,
            nativeCounts(series, spec.events, stretch),
          ]),
        );
      },
    };
  }
}

function keysOf({ members }: Group): string[] {
  return members.map(({ key }) => key);
}

function deltaBy(groupByFields: string[]): Aggregation {
  return {
    alignmentPeriod,
    perSeriesAligner: 'ALIGN_DELTA',
    crossSeriesReducer: 'REDUCE_SUM',
    groupByFields,
  };
}

function countsOf(
  group: Group,
  series: readonly TimeSeries[],
  stretch: Stretch,
): Map<string, MetricAnswer> {
  const members = membersBySeries(group);
  const found = new Map<string, TimeSeries[]>();
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const each of series) {
    const labels = JSON.stringify(group.by.map(label => labelOf(each, label)));
    for (const { key } of members.get(labels) ?? []) {
      if (seen.has(labels)) twice.add(key);
      found.set(key, [...(found.get(key) ?? []), each]);
    }
    seen.add(labels);
  }
  return new Map(
    group.members.map(({ key, spec }): [string, MetricAnswer] => {
      if (twice.has(key)) return [key, { problem: TWICE }];
      return [key, summed(found.get(key) ?? [], stretch, spec.upTo)];
    }),
  );
}

function summed(
  series: readonly TimeSeries[],
  stretch: Stretch,
  upTo: number | undefined,
): MetricAnswer {
  let problem: string | undefined;
  const count = (value: Value): number => {
    const { distributionValue } = value;
    if (!distributionValue) {
      if (upTo !== undefined) {
        problem = 'upTo is for distributions, and the metric is none';
      }
      return valueOf(value);
    }
    if (upTo === undefined) return Number(distributionValue.count ?? 0);
    const good = countUpTo(distributionValue, upTo);
    if (typeof good === 'number') return good;
    problem = good;
    return NaN;
  };
  const counts: Point[] = [];
  for (const each of series) {
    const points = pointsIn(pointsOf(each, count), stretch);
    if (problem !== undefined) return { problem };
    if ('problem' in points) return points;
    counts.push(...points);
  }
  return { kind: 'counts', counts: counts.sort((a, b) => a.at - b.at) };
}

function nativeCounts(
  series: readonly TimeSeries[],
  events: CloudNativeSpec['events'],
  stretch: Stretch,
): MetricAnswer {
  const types = series.map(each => labelOf(each, 'metric.labels.event_type'));
  if (new Set(types).size < types.length) return { problem: TWICE };
  return summed(
    series.filter((_, i) => events === 'total' || types[i] === events),
    stretch,
    undefined,
  );
}

function labelOf({ metric, resource }: TimeSeries, path: string): string {
  const [part, , name] = path.split('.');
  const { labels } = (part === 'metric' ? metric : resource) ?? {};
  return labels?.[name] ?? '';
}

type Value = NonNullable<NonNullable<TimeSeries['points']>[number]['value']>;

/** Newest first is how they come. */
function pointsOf(
  { points }: TimeSeries,
  count: (value: Value) => number,
): Point[] {
  return (points ?? [])
    .map(({ interval, value }) => ({
      at: Number(interval?.endTime?.seconds ?? NaN) * 1000,
      value: value ? count(value) : NaN,
    }))
    .reverse();
}

/** Whole numbers of 64 bits come as text. */
function valueOf({ int64Value, doubleValue, boolValue }: Value): number {
  if (int64Value !== null && int64Value !== undefined)
    return Number(int64Value);
  if (doubleValue !== null && doubleValue !== undefined) return doubleValue;
  return boolValue === null || boolValue === undefined
    ? NaN
    : Number(boolValue);
}
