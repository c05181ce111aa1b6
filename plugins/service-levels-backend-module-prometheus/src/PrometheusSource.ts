import { ScrapeShape } from '@countersign/plugin-service-levels-common';
import {
  MetricQuery,
  ServiceLevelSource,
  SourceReading,
} from '@countersign/plugin-service-levels-node';
import { ApiSettings, PrometheusApi, QueryError } from './api/PrometheusApi';
import { RawReader } from './queries/RawReader';
import { MetricAnswer, Read, TimedQuery } from './queries/readings';
import { RecordedReader } from './queries/RecordedReader';
import { selectorOf } from './queries/selectorOf';

export interface PrometheusSettings extends ApiSettings, ScrapeShape {
  name: string;
  interval: number;
  /** Milliseconds until what was scraped can be read for good. */
  delay: number;
  reads: 'raw' | 'recorded';
  /** So far back at most it is read what happened while nobody read. */
  catchUpMs: number;
}

/** An hour of scrapes each is what one request asks for at most. */
const LONGEST_REQUEST_MS = 3_600_000;
const AT_ONCE = 4;

/** A Prometheus, or what answers like one. */
export class PrometheusSource implements ServiceLevelSource {
  readonly name: string;
  readonly interval: number;
  readonly delay: number;
  readonly #settings: PrometheusSettings;
  readonly #reader: Read;
  /** Up to where there was nothing, by metric: nobody has to look there again. */
  readonly #emptyTo = new Map<string, number>();

  constructor(settings: PrometheusSettings) {
    this.name = settings.name;
    this.interval = settings.interval;
    this.delay = settings.delay;
    this.#settings = settings;
    const api = new PrometheusApi(settings);
    this.#reader =
      settings.reads === 'recorded'
        ? new RecordedReader(api)
        : new RawReader(api, settings);
  }

  check(spec: Record<string, unknown>): string | undefined {
    const selector = selectorOf(spec);
    return typeof selector === 'string' ? selector : undefined;
  }

  async read(
    queries: readonly MetricQuery[],
    { now, signal }: { now: number; signal?: AbortSignal },
  ): Promise<SourceReading> {
    const { scrapeInterval, delay } = this.#settings;
    const at = Math.floor((now - delay) / scrapeInterval) * scrapeInterval;
    const metrics = new Map<string, MetricAnswer>();
    for (const [after, asked] of this.#byBegin(queries, at)) {
      await eachOf(this.#reader.requests(asked), AT_ONCE, async request => {
        const answers = await this.#over(request, { after, to: at }, signal);
        for (const [key, answer] of answers) metrics.set(key, answer);
      });
    }
    for (const query of queries) this.#noteEmpty(query, at, metrics);
    return { at, metrics };
  }

  /** No events are none; no scrapes are no news, and nobody takes them for it. */
  #noteEmpty(
    { key, uses = [] }: MetricQuery,
    at: number,
    metrics: Map<string, MetricAnswer>,
  ): void {
    const answer = metrics.get(key);
    if (!answer || 'problem' in answer) return;
    if (!isEmpty(answer)) {
      this.#emptyTo.delete(key);
      return;
    }
    this.#emptyTo.set(key, at);
    if (uses.some(({ role }) => role === 'total' || role === 'value')) {
      const problem =
        'The source has no sample of it since it was read last: is the service scraped, and the selector right?';
      metrics.set(key, { problem });
    }
  }

  /** Metrics by where each was read to; what is new begins with the latest scrape. */
  #byBegin(queries: readonly MetricQuery[], at: number) {
    const { scrapeInterval, catchUpMs } = this.#settings;
    const groups = new Map<number, MetricQuery[]>();
    for (const query of queries) {
      const { key, readTo = at - scrapeInterval } = query;
      const grid = Math.floor(readTo / scrapeInterval) * scrapeInterval;
      const emptyTo = this.#emptyTo.get(key) ?? 0;
      const after = Math.max(grid, emptyTo, at - catchUpMs);
      groups.set(after, [...(groups.get(after) ?? []), query]);
    }
    return groups;
  }

  /** A long stretch by the hour. A request that fails takes no other metric with it, unless the source is in trouble. */
  async #over(
    request: TimedQuery,
    { after, to }: { after: number; to: number },
    signal?: AbortSignal,
  ): Promise<Map<string, MetricAnswer>> {
    const all = new Map<string, MetricAnswer>();
    try {
      for (let begin = after; begin < to; begin += LONGEST_REQUEST_MS) {
        const end = Math.min(begin + LONGEST_REQUEST_MS, to);
        const found = await request.read({ after: begin, to: end }, signal);
        for (const [key, answer] of found) {
          all.set(key, joined(all.get(key), answer));
        }
      }
      return all;
    } catch (error) {
      if (!(error instanceof QueryError)) throw error;
      const { message: problem } = error;
      return new Map(request.keys.map(key => [key, { problem }]));
    }
  }
}

function joined(a: MetricAnswer | undefined, b: MetricAnswer): MetricAnswer {
  if (!a || 'problem' in b) return b;
  if ('problem' in a) return a;
  if (a.kind === 'counts' && b.kind === 'counts') {
    return { kind: 'counts', counts: [...a.counts, ...b.counts] };
  }
  if (a.kind === 'gauge' && b.kind === 'gauge') {
    return { kind: 'gauge', series: [...a.series, ...b.series] };
  }
  return b;
}

function isEmpty(answer: MetricAnswer): boolean {
  if (!('kind' in answer)) return false;
  return answer.kind === 'counts'
    ? answer.counts.length === 0
    : answer.series.every(({ samples }) => samples.length === 0);
}

/** Works through a list, a few at a time. */
async function eachOf<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const rest = [...items];
  const worker = async () => {
    for (let item = rest.shift(); item; item = rest.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
