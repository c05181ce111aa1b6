import {
  readBound,
  Selector,
  selectorText,
  upTo,
} from '@countersign/plugin-service-levels-common';
import { ApiSeries, PrometheusApi } from '../api/PrometheusApi';
import { memberKey, membersByKey, Shape } from './shapes';

const LOOKED_AT_AGAIN_MS = 600_000;

/**
 * Whether histograms have the edges that are asked for, and are whole: a bound that is no edge has no series, which looks
 * like a service without events.
 */
export class EdgeCheck {
  readonly #known = new Map<
    string,
    { at: number; problems: Map<string, string> }
  >();

  constructor(private readonly api: PrometheusApi) {}

  /** What is wrong with the histograms of a shape, by the key of the metric; asked at most every ten minutes. */
  async problems(
    shape: Shape,
    at: number,
    signal?: AbortSignal,
  ): Promise<ReadonlyMap<string, string>> {
    if (
      !shape.selector.metric.endsWith('_bucket') ||
      !shape.by.includes('le')
    ) {
      return new Map();
    }
    const name = JSON.stringify([
      shape.selector,
      shape.members.map(({ key }) => key),
    ]);
    const known = this.#known.get(name);
    if (known && at - known.at < LOOKED_AT_AGAIN_MS) return known.problems;
    const problems = edgesOf(
      shape,
      await this.api.query(edgeQuery(shape), at, signal),
    );
    this.#known.set(name, { at, problems });
    return problems;
  }
}

function edgeQuery({ selector, by }: Shape): string {
  const others: Selector = {
    metric: selector.metric,
    matchers: selector.matchers.filter(({ label }) => label !== 'le'),
  };
  const labels = [...new Set([...by, 'le'])].join(', ');
  return `count by (${labels}) (last_over_time(${selectorText(others)}[10m]))`;
}

function edgesOf(
  shape: Shape,
  series: readonly ApiSeries[],
): Map<string, string> {
  const { by, members } = shape;
  const others = by.filter(label => label !== 'le');
  const edges = new Map<string, string[]>();
  for (const { labels } of series) {
    const key = memberKey(others, label => labels[label] ?? '');
    edges.set(key, [...(edges.get(key) ?? []), labels.le ?? '']);
  }
  const problems = new Map<string, string>();
  for (const list of membersByKey(shape).values()) {
    for (const { key, selector } of list) {
      const value = (label: string) =>
        selector.matchers.find(each => each.label === label && each.op === '=')
          ?.value ?? '';
      const found = edges.get(memberKey(others, value));
      // Without any there is no histogram: that is for whoever misses its events to say.
      if (!found) continue;
      const problem = problemOf(found, value('le'));
      if (problem) problems.set(key, problem);
    }
  }
  return members.length > 0 ? problems : new Map();
}

function problemOf(edges: readonly string[], le: string): string | undefined {
  const bound = readBound(le);
  if (bound === undefined) return `${le} is no bound of a histogram`;
  const spelled = new Map(edges.map(edge => [readBound(edge) ?? edge, edge]));
  const result = upTo(
    Array.from(spelled.values(), edge => ({ le: edge, count: 0 })),
    bound,
  );
  if (!('kind' in result)) return undefined;
  switch (result.kind) {
    case 'no-infinity':
      return 'The histogram has no bucket +Inf, so nobody knows how many there were';
    case 'not-an-edge':
      return `${le} is no edge of the histogram, whose edges are ${result.edges.join(
        ', ',
      )}`;
    default:
      return 'A bucket of the histogram has no number as its bound';
  }
}
