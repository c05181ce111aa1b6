import { ScrapeShape } from '@countersign/plugin-service-levels-common';
import {
  CountingReader,
  MetricQuery,
  ServiceLevelSource,
  SourceReading,
} from '@countersign/plugin-service-levels-node';
import { ApiSettings, PrometheusApi } from './api/PrometheusApi';
import { RawReader } from './queries/RawReader';
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
  /** Milliseconds for which it keeps what was scraped. */
  keeps?: number;
}

/** A Prometheus, or what answers like one. */
export class PrometheusSource implements ServiceLevelSource {
  readonly name: string;
  readonly interval: number;
  readonly delay: number;
  readonly keeps?: number;
  readonly #newReader: () => CountingReader;
  readonly #reader: CountingReader;
  readonly #reads: PrometheusSettings['reads'];

  constructor(settings: PrometheusSettings) {
    this.name = settings.name;
    this.interval = settings.interval;
    this.delay = settings.delay;
    this.keeps = settings.keeps;
    const api = new PrometheusApi(settings);
    const queries =
      settings.reads === 'recorded'
        ? new RecordedReader(api)
        : new RawReader(api, settings);
    this.#reads = settings.reads;
    this.#newReader = () =>
      new CountingReader(
        { ...settings, grid: settings.scrapeInterval },
        asked => queries.requests(asked),
      );
    this.#reader = this.#newReader();
  }

  check(spec: Record<string, unknown>): string | undefined {
    const selector = selectorOf(spec);
    return typeof selector === 'string' ? selector : undefined;
  }

  read(
    queries: readonly MetricQuery[],
    options: { now: number; signal?: AbortSignal },
  ): Promise<SourceReading> {
    return this.#reader.read(queries, options);
  }

  async look(
    queries: readonly MetricQuery[],
    options: { now: number; signal?: AbortSignal },
  ): Promise<SourceReading> {
    // Nothing is recorded of a definition that is considered only.
    return this.#reads === 'recorded'
      ? { at: options.now, metrics: new Map() }
      : this.#newReader().read(queries, options);
  }
}
