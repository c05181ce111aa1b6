import {
  incrementsOf,
  ScrapeShape,
  valuesAt,
} from '@countersign/plugin-service-levels-common';
import {
  MetricAnswer,
  MetricQuery,
  pointsIn,
  Stretch,
  TimedQuery,
} from '@countersign/plugin-service-levels-node';
import { ApiSeries, PrometheusApi } from '../api/PrometheusApi';
import { EdgeCheck } from './EdgeCheck';
import { memberKey, membersByKey, Shape, shapesOf, Wanted } from './shapes';
import { selectorOf } from './selectorOf';

const TWICE =
  'The source answers with the same series twice, and so neither is counted: where two servers scrape alike, have it merge them';

/** Reads what services exposed, and has Prometheus count it: by the same definition as the written rules. */
export class RawReader {
  readonly #edges: EdgeCheck;

  constructor(
    private readonly api: PrometheusApi,
    private readonly shape: ScrapeShape,
  ) {
    this.#edges = new EdgeCheck(api);
  }

  requests(queries: readonly MetricQuery[]): TimedQuery[] {
    const wanted = queries.flatMap(query => {
      const selector = selectorOf(query.spec);
      return typeof selector === 'string' ? [] : [{ ...query, selector }];
    });
    const counters = wanted.filter(each => each.uses?.[0]?.counter !== false);
    const values = wanted.filter(each => each.uses?.[0]?.counter === false);
    return [
      ...shapesOf(counters).map(shape => this.#counts(shape)),
      ...values.map(each => this.#values(each)),
    ];
  }

  #counts(shape: Shape): TimedQuery {
    const keys = shape.members.map(({ key }) => key);
    const increments = incrementsOf(shape.selector, this.shape);
    const query = shape.by.length
      ? `sum by (${shape.by.join(', ')}) (${increments})`
      : `sum(${increments})`;
    return {
      keys,
      read: async (stretch, signal) => {
        const problems = await this.#edges.problems(shape, stretch.to, signal);
        const series = await this.#ask(query, stretch, signal);
        const counted = countsByMember(shape, series, stretch);
        return new Map(
          keys.map(key => {
            const problem = problems.get(key);
            return [key, problem ? { problem } : counted.get(key)!];
          }),
        );
      },
    };
  }

  #values({ key, selector }: Wanted): TimedQuery {
    return {
      keys: [key],
      read: async (stretch, signal) => {
        const query = valuesAt(selector, this.shape);
        const series = await this.#ask(query, stretch, signal);
        return new Map([[key, gaugeOf(series, stretch)]]);
      },
    };
  }

  #ask(query: string, { after, to }: Stretch, signal?: AbortSignal) {
    const step = this.shape.scrapeInterval;
    return this.api.queryRange(
      query,
      { start: after + step, end: to, step },
      signal,
    );
  }
}

function countsByMember(
  shape: Shape,
  series: readonly ApiSeries[],
  stretch: Stretch,
): Map<string, MetricAnswer> {
  const members = membersByKey(shape);
  const found = new Map<string, ApiSeries[]>();
  for (const each of series) {
    const key = memberKey(shape.by, label => each.labels[label] ?? '');
    found.set(key, [...(found.get(key) ?? []), each]);
  }
  return new Map(
    [...members].flatMap(([member, wanted]) => {
      const reading = countsOf(found.get(member) ?? [], stretch);
      return wanted.map(({ key }) => [key, reading] as const);
    }),
  );
}

/** One series each, except that a bound may be spelled in several ways: those are added. */
function countsOf(
  series: readonly ApiSeries[],
  stretch: Stretch,
): MetricAnswer {
  const spelled = new Set(series.map(({ labels }) => JSON.stringify(labels)));
  if (spelled.size < series.length) return { problem: TWICE };
  const counts: { at: number; value: number }[] = [];
  for (const each of series) {
    const points = pointsIn(each.points, stretch);
    if ('problem' in points) return points;
    counts.push(...points);
  }
  return { kind: 'counts', counts: counts.sort((a, b) => a.at - b.at) };
}

function gaugeOf(series: readonly ApiSeries[], stretch: Stretch): MetricAnswer {
  const byLabels = new Map<string, { at: number; value: number }[]>();
  for (const each of series) {
    const key = JSON.stringify(Object.entries(each.labels).sort());
    if (byLabels.has(key)) return { problem: TWICE };
    const points = pointsIn(each.points, stretch);
    if ('problem' in points) return points;
    byLabels.set(key, points);
  }
  return {
    kind: 'gauge',
    series: Array.from(byLabels, ([key, samples]) => ({ key, samples })),
  };
}
