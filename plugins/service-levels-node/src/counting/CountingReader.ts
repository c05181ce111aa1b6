import { MetricReading } from '@countersign/plugin-service-levels-common';
import { MetricQuery, SourceReading } from '../ServiceLevelSource';

/** (after, to], in milliseconds since 1970. */
export interface Stretch {
  after: number;
  to: number;
}

/** What a source says of one metric, or why it says nothing. */
export type MetricAnswer = MetricReading | { problem: string };

/** A request that answers for some metrics over any stretch of time. */
export interface TimedQuery {
  keys: string[];
  /** @throws QueryError when this one cannot be answered, SourceError when none can */
  read(
    stretch: Stretch,
    signal?: AbortSignal,
  ): Promise<ReadonlyMap<string, MetricAnswer>>;
}

/** A query that cannot be answered as it is, while others can. */
export class QueryError extends Error {
  name = 'QueryError';
}

/** How a source that counts by itself is read. Milliseconds. */
export interface CountingSettings {
  /** Counts are asked for at multiples of it. */
  grid: number;
  /** Until what happened can be read for good. */
  delay: number;
  /** So far back at most it is read what happened while nobody read. */
  catchUpMs: number;
}

/** As much is what one request asks for at most. */
const LONGEST_REQUEST_MS = 3_600_000;
const AT_ONCE = 4;

/**
 * Reads a source that counts by itself, each event once: from where a metric was read to, up to what can be read for good. What
 * was not read while nobody read, or while the source was in trouble, is read later.
 */
export class CountingReader {
  /** Up to where there was nothing, by metric: nobody has to look there again. */
  readonly #emptyTo = new Map<string, number>();

  /** @param requests - Makes requests of what is asked: as few as can be. */
  constructor(
    private readonly settings: CountingSettings,
    private readonly requests: (
      queries: readonly MetricQuery[],
    ) => TimedQuery[],
  ) {}

  async read(
    queries: readonly MetricQuery[],
    { now, signal }: { now: number; signal?: AbortSignal },
  ): Promise<SourceReading> {
    const { grid, delay } = this.settings;
    const at = Math.floor((now - delay) / grid) * grid;
    const metrics = new Map<string, MetricAnswer>();
    for (const [after, asked] of this.#byBegin(queries, at)) {
      await eachOf(this.requests(asked), AT_ONCE, async request => {
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
        'The source has no sample of it since it was read last: is the service measured, and the selector right?';
      metrics.set(key, { problem });
    }
  }

  /** Metrics by where each was read to; what is new begins with the latest scrape. */
  #byBegin(queries: readonly MetricQuery[], at: number) {
    const { grid, catchUpMs } = this.settings;
    const groups = new Map<number, MetricQuery[]>();
    for (const query of queries) {
      const { key, readTo = at - grid } = query;
      const readAt = Math.floor(readTo / grid) * grid;
      const emptyTo = this.#emptyTo.get(key) ?? 0;
      const after = Math.max(readAt, emptyTo, at - catchUpMs);
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
