import {
  fetchSource,
  SourceError,
  SourceRefusal,
} from '@countersign/plugin-governance-node';
import { FilterProblem } from '@countersign/plugin-service-logs-common';
import { LogCall, LogFilterError } from '@countersign/plugin-service-logs-node';
import { z } from 'zod';

/** How Loki is asked. */
export interface LokiSettings {
  url: string;
  headers: Record<string, string>;
  timeoutMs: number;
  maxBytes: number;
}

const labelsSchema = z.record(z.string(), z.string());

const streamsSchema = z.object({
  resultType: z.literal('streams'),
  result: z.array(
    z.object({
      stream: labelsSchema,
      // A third member is structured metadata.
      values: z.array(
        z.tuple([z.string().regex(/^\d{1,20}$/), z.string()]).rest(z.unknown()),
      ),
    }),
  ),
});

const matrixSchema = z.object({
  resultType: z.literal('matrix'),
  result: z.array(
    z.object({
      metric: labelsSchema,
      values: z.array(z.tuple([z.number(), z.string()])),
    }),
  ),
});

const wholeQuery: FilterProblem = {
  from: 0,
  to: 0,
  message: 'Loki does not take this query.',
};

/** One line of a stream. */
export interface LokiLine {
  labels: Record<string, string>;
  /** Nanoseconds since 1970. */
  at: bigint;
  line: string;
}

/** Grafana Loki's HTTP API: https://grafana.com/docs/loki/latest/reference/loki-http-api/. */
export class LokiApi {
  constructor(private readonly settings: LokiSettings) {}

  /** Lines from `start` to before `end`, in nanoseconds, in the order of the direction. */
  async lines(
    query: {
      query: string;
      start: bigint;
      end: bigint;
      limit: number;
      direction: 'backward' | 'forward';
    },
    call: LogCall,
  ): Promise<LokiLine[]> {
    const { result } = await this.#ask(query, streamsSchema, call);
    const lines = result.flatMap(({ stream, values }) =>
      values.map(
        ([at, line]): LokiLine => ({
          labels: stream,
          at: BigInt(at),
          line,
        }),
      ),
    );
    const sign = query.direction === 'backward' ? -1 : 1;
    return lines.sort((a, b) => sign * Number(a.at - b.at));
  }

  /** Counts at equal distances: each is of the step before its time. Times are seconds. */
  async counts(
    query: { query: string; start: number; end: number; step: number },
    call: LogCall,
  ): Promise<{ labels: Record<string, string>; at: number; value: number }[]> {
    const { result } = await this.#ask(query, matrixSchema, call);
    return result.flatMap(({ metric, values }) =>
      values.map(([at, value]) => ({
        labels: metric,
        at,
        value: Number(value),
      })),
    );
  }

  async #ask<T extends z.ZodType>(
    query: object,
    schema: T,
    { signal, deadline }: LogCall,
  ): Promise<z.output<T>> {
    const { url, headers, timeoutMs, maxBytes } = this.settings;
    const parameters = new URLSearchParams(
      Object.entries(query).map(([name, value]) => [name, String(value)]),
    );
    try {
      const { text } = await fetchSource(
        {
          url: `${url.replace(
            /\/+$/,
            '',
          )}/loki/api/v1/query_range?${parameters}`,
          headers,
          maxBytes,
          timeoutMs: Math.max(1, Math.min(timeoutMs, deadline - Date.now())),
          words: { answer: 'answer of Loki', who: 'Loki' },
        },
        signal,
      );
      return dataIn(text, schema);
    } catch (error) {
      // What Loki says of a query it does not take stays there: it may name streams.
      if (error instanceof SourceRefusal && error.status === 400) {
        throw new LogFilterError([wholeQuery]);
      }
      throw error;
    }
  }
}

function dataIn<T extends z.ZodType>(text: string, schema: T): z.output<T> {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    throw new SourceError('The answer of Loki is cut off');
  }
  const envelope = z
    .object({ status: z.literal('success'), data: z.unknown() })
    .safeParse(answer);
  const data = schema.safeParse(envelope.data?.data);
  if (!envelope.success || !data.success) {
    throw new SourceError(
      'The answer of Loki is not as its documentation says',
    );
  }
  return data.data;
}
