import { MetricServiceClient } from '@google-cloud/monitoring';
import { cloudMetricSpec } from '@countersign/plugin-service-levels-common';
import {
  CountingReader,
  MetricQuery,
  ServiceLevelSource,
  SourceReading,
} from '@countersign/plugin-service-levels-node';
import { CloudMonitoring } from './CloudMonitoring';
import { ALIGNMENT_MS, CloudQueries } from './queries/CloudQueries';

export interface CloudMonitoringSettings {
  name: string;
  project: string;
  interval: number;
  /** Milliseconds until what happened is there for good: some metrics are hidden for 210 s. */
  delay: number;
  timeoutMs: number;
  /** So far back at most it is read what happened while nobody read. */
  catchUpMs: number;
  /** Milliseconds for which it keeps what it measures. */
  keeps?: number;
}

/** Google Cloud Monitoring of one project. */
export class CloudMonitoringSource implements ServiceLevelSource {
  readonly name: string;
  readonly interval: number;
  readonly delay: number;
  readonly keeps?: number;
  readonly #project: string;
  readonly #newReader: () => CountingReader;
  readonly #reader: CountingReader;

  constructor(
    settings: CloudMonitoringSettings,
    client: Pick<MetricServiceClient, 'listTimeSeries'>,
  ) {
    const { name, interval, delay, project } = settings;
    this.name = name;
    this.interval = interval;
    this.delay = delay;
    this.keeps = settings.keeps;
    this.#project = project;
    const queries = new CloudQueries(
      new CloudMonitoring({ ...settings, client }),
      project,
    );
    this.#newReader = () =>
      new CountingReader({ ...settings, grid: ALIGNMENT_MS }, asked =>
        queries.requests(asked),
      );
    this.#reader = this.#newReader();
  }

  check(spec: Record<string, unknown>): string | undefined {
    const read = cloudMetricSpec(spec, this.#project);
    return typeof read === 'string' ? read : undefined;
  }

  read(
    queries: readonly MetricQuery[],
    options: { now: number; signal?: AbortSignal },
  ): Promise<SourceReading> {
    return this.#reader.read(queries, options);
  }

  look(
    queries: readonly MetricQuery[],
    options: { now: number; signal?: AbortSignal },
  ): Promise<SourceReading> {
    return this.#newReader().read(queries, options);
  }
}
