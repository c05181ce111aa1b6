import {
  fetchSource,
  QueryError,
  SourceError,
  SourceRefusal,
} from '@countersign/plugin-service-levels-node';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** How a Prometheus is asked. All of it stands in the configuration. */
export interface ApiSettings {
  /** What `/api/v1/query` follows. */
  url: string;
  headers: Record<string, string>;
  /** Read anew at each request: what is in it may be short-lived. */
  bearerTokenFile?: string;
  timeoutMs: number;
  maxBytes: number;
}

/** One series of an answer: its labels, and its points with times in milliseconds. */
export interface ApiSeries {
  labels: Record<string, string>;
  points: { at: number; value: number }[];
}

const point = z.tuple([z.number(), z.string()]);
const labels = z.record(z.string(), z.string());
const answerSchema = z.object({
  status: z.literal('success'),
  data: z.discriminatedUnion('resultType', [
    z.object({
      resultType: z.literal('matrix'),
      result: z.array(z.object({ metric: labels, values: z.array(point) })),
    }),
    z.object({
      resultType: z.literal('vector'),
      result: z.array(z.object({ metric: labels, value: point })),
    }),
  ]),
  /** Thanos and Mimir say here that a part of the data was not reached. */
  warnings: z.array(z.string()).optional(),
});

/** Words for what Prometheus refuses; its own may name hosts. */
const refusals: Record<number, string> = {
  400: 'The query is not understood',
  413: 'The query is too large for the source',
  422: 'The query cannot be evaluated: it may take more samples than the source allows',
};

/** The HTTP API of Prometheus, which Mimir, Thanos and Google Managed Prometheus have, too. */
export class PrometheusApi {
  constructor(private readonly settings: ApiSettings) {}

  /** The value at each step from the start to the end, both included; times are in milliseconds. */
  queryRange(
    query: string,
    range: { start: number; end: number; step: number },
    signal?: AbortSignal,
  ): Promise<ApiSeries[]> {
    const { start, end, step } = range;
    return this.#ask(
      'query_range',
      {
        query,
        start: String(start / 1000),
        end: String(end / 1000),
        step: String(step / 1000),
      },
      signal,
    );
  }

  query(query: string, at: number, signal?: AbortSignal): Promise<ApiSeries[]> {
    return this.#ask('query', { query, time: String(at / 1000) }, signal);
  }

  async #ask(
    path: string,
    parameters: Record<string, string>,
    signal: AbortSignal | undefined,
  ): Promise<ApiSeries[]> {
    const { url, timeoutMs, maxBytes } = this.settings;
    const form = new URLSearchParams({
      ...parameters,
      timeout: `${timeoutMs}ms`,
      // Of Thanos: half the data would be less than there was.
      partial_response: 'false',
    });
    try {
      const { text } = await fetchSource(
        {
          url: `${url.replace(/\/+$/, '')}/api/v1/${path}`,
          headers: await this.#headers(),
          form,
          timeoutMs,
          maxBytes,
          words: { answer: 'answer', who: 'source' },
        },
        signal,
      );
      return readAnswer(text);
    } catch (error) {
      if (error instanceof SourceRefusal) throw explained(error);
      throw error;
    }
  }

  async #headers(): Promise<Record<string, string>> {
    const { headers, bearerTokenFile } = this.settings;
    if (!bearerTokenFile) return headers;
    try {
      const token = (await readFile(bearerTokenFile, 'utf8')).trim();
      return { ...headers, authorization: `Bearer ${token}` };
    } catch {
      throw new SourceError(
        'The file with the token of the source cannot be read',
      );
    }
  }
}

function explained(error: SourceRefusal): Error {
  const { status } = error;
  if (refusals[status]) return new QueryError(refusals[status]);
  if (status === 401 || status === 403) {
    return new SourceError(
      `The source does not admit us (HTTP ${status}): are its credentials and its tenant right?`,
    );
  }
  if (status === 404) {
    return new SourceError(
      'The source has no API of Prometheus at its address (HTTP 404): the address ends before /api/v1',
    );
  }
  return error;
}

function readAnswer(text: string): ApiSeries[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new SourceError('The source answers with something other than JSON');
  }
  const result = answerSchema.safeParse(json);
  if (!result.success) {
    throw new SourceError('The source answers otherwise than Prometheus does');
  }
  const { data, warnings } = result.data;
  if (warnings?.length) {
    throw new QueryError(
      'The source reached a part of its data only, and so nothing of it is counted',
    );
  }
  return data.resultType === 'matrix'
    ? data.result.map(({ metric, values }) => ({
        labels: metric,
        points: values.map(pointOf),
      }))
    : data.result.map(({ metric, value }) => ({
        labels: metric,
        points: [pointOf(value)],
      }));
}

/** Prometheus writes NaN, +Inf and -Inf as words. */
function pointOf([time, text]: [number, string]) {
  const word = /^([+-]?)Inf$/.exec(text);
  const infinite = word?.[1] === '-' ? -Infinity : Infinity;
  return {
    at: Math.round(time * 1000),
    value: word ? infinite : Number(text || NaN),
  };
}
