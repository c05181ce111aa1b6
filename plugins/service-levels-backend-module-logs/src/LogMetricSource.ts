import {
  CountingReader,
  CountingSettings,
  MetricQuery,
  QueryError,
  ServiceLevelSource,
  SourceError,
  SourceReading,
  Stretch,
  TimedQuery,
} from '@countersign/plugin-service-levels-node';
import {
  LogMetric,
  metricFilter,
} from '@countersign/plugin-service-logs-common';
import { ServiceLogsService } from '@countersign/plugin-service-logs-node';
import { z } from 'zod';

/** What a definition writes below `metricSource.spec`. */
const specSchema = z.strictObject({
  /** The name of a `LogMetric`. */
  metric: z.string().min(1).max(63),
  /** Of a distribution: counts what is at most this, which is one of its edges. */
  le: z.number().optional(),
});

/** Of an error of `fetch`: what was answered. */
interface Answered {
  statusCode?: number;
  body?: { error?: { message?: string } };
}

/** Bars of a histogram are at most so many, and of a minute at least: so long is one request. */
const LONGEST_MS = 3_600_000;

/** Counts log entries for objectives: each once, by the minute. */
export class LogMetricSource implements ServiceLevelSource {
  readonly name: string;
  readonly interval: number;
  readonly delay: number;
  readonly #reader: CountingReader;

  constructor(
    options: { name: string; interval: number } & CountingSettings,
    private readonly logs: Pick<
      ServiceLogsService,
      'getMetric' | 'getHistogram'
    >,
  ) {
    const { name, interval, ...counting } = options;
    this.name = name;
    this.interval = interval;
    this.delay = counting.delay;
    this.#reader = new CountingReader(counting, queries =>
      queries.map(query => this.#request(query)),
    );
  }

  check(spec: Record<string, unknown>): string | undefined {
    const { success, error } = specSchema.safeParse(spec);
    return success
      ? undefined
      : `must be the name of a LogMetric as metric, and le for an edge of a distribution: ${error.issues
          .map(({ path, message }) => `${path.join('.')} ${message}`.trim())
          .join('; ')}`;
  }

  read(
    queries: readonly MetricQuery[],
    options: { now: number; signal?: AbortSignal },
  ): Promise<SourceReading> {
    return this.#reader.read(queries, options);
  }

  #request({ key, spec }: MetricQuery): TimedQuery {
    return {
      keys: [key],
      read: async (stretch, signal) => {
        const { metric: name, le } = specSchema.parse(spec);
        const metric = await this.logs
          .getMetric(name, { signal })
          .catch(error => {
            throw isMissing(error)
              ? new QueryError(`There is no metric ${name} of logs`)
              : new SourceError('The logs do not answer');
          });
        const counts = await this.#counts(
          metric,
          filterOf(metric, le),
          stretch,
          signal,
        );
        return new Map([[key, { kind: 'counts' as const, counts }]]);
      },
    };
  }

  async #counts(
    { spec: { entity, source } }: LogMetric,
    filter: string,
    { after, to }: Stretch,
    signal?: AbortSignal,
  ) {
    const counts: { at: number; value: number }[] = [];
    for (let begin = after; begin < to; begin += LONGEST_MS) {
      const end = Math.min(begin + LONGEST_MS, to);
      const histogram = await this.logs
        .getHistogram(
          {
            ...{ entityRef: entity, source, filter },
            from: new Date(begin).toISOString(),
            to: new Date(end).toISOString(),
          },
          { signal },
        )
        .catch(error => {
          const refusal = refusalOf(error);
          throw refusal
            ? new QueryError(`The filter is not taken: ${refusal}`)
            : new SourceError('The logs do not answer');
        });
      // Half of what happened would be taken for all of it.
      if (!histogram.complete) {
        throw new SourceError('The logs could not be counted in time');
      }
      for (const { start, counts: ofBar } of histogram.bars) {
        const at = Date.parse(start) + histogram.step * 1000;
        const value = ofBar.reduce((sum, n) => sum + n, 0);
        if (value > 0) counts.push({ at: Math.min(at, end), value });
      }
    }
    return counts;
  }
}

/** @throws QueryError where an edge is asked for that the metric does not have */
function filterOf(metric: LogMetric, le?: number): string {
  const asked = metricFilter(metric, le);
  if ('problem' in asked) throw new QueryError(asked.problem);
  return asked.filter;
}

function isMissing(error: unknown): boolean {
  return (error as Answered)?.statusCode === 404;
}

/** What of a question was wrong, in the words of the logs; undefined where it was not the question. */
function refusalOf(error: unknown): string | undefined {
  const { statusCode, body } = (error ?? {}) as Answered;
  return statusCode === 400
    ? body?.error?.message ?? 'without a word'
    : undefined;
}
