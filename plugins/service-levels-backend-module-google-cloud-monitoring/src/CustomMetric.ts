import { MetricServiceClient } from '@google-cloud/monitoring';

/** A metric of a service's own, which counts up: `custom.googleapis.com/checkout_failures`. */
export interface CustomMetricSettings {
  client: Pick<MetricServiceClient, 'createTimeSeries' | 'projectPath'>;
  project: string;
  /** `checkout_failures`, without what stands before it. */
  name: string;
  /** The resource that writes it, such as `{ type: 'generic_task', labels: { … } }`; `global` unless said otherwise. */
  resource?: { type: string; labels: Record<string, string> };
  /** When counting began, milliseconds since 1970. */
  startedAt: number;
}

/**
 * Writes a metric of a service's own to Cloud Monitoring, as a count since the process began: what is written twice, or not at all
 * for a while, counts once all the same. Cloud Monitoring takes one point of a series in five seconds at most.
 */
export class CustomMetric {
  readonly #counts = new Map<
    string,
    { labels: Record<string, string>; count: number }
  >();

  constructor(private readonly settings: CustomMetricSettings) {
    if (!/^[a-zA-Z][a-zA-Z0-9_/]{0,99}$/.test(settings.name)) {
      throw new RangeError(
        `${settings.name} is no name of a metric: use letters, digits, _ and /`,
      );
    }
  }

  get type(): string {
    return `custom.googleapis.com/${this.settings.name}`;
  }

  /** Counts events; nothing is sent yet. */
  count(labels: Record<string, string> = {}, events = 1): void {
    if (!Number.isSafeInteger(events) || events < 0) {
      throw new RangeError(`${events} is no number of events`);
    }
    const key = JSON.stringify(Object.entries(labels).sort());
    const known = this.#counts.get(key)?.count ?? 0;
    this.#counts.set(key, { labels, count: known + events });
  }

  /** Sends what was counted since the begin. */
  async write(now: number): Promise<void> {
    const { client, project, startedAt, resource } = this.settings;
    if (this.#counts.size === 0 || now <= startedAt) return;
    const at = (ms: number) => ({
      seconds: Math.floor(ms / 1000),
      nanos: (ms % 1000) * 1_000_000,
    });
    await client.createTimeSeries({
      name: client.projectPath(project),
      timeSeries: Array.from(this.#counts.values(), ({ labels, count }) => ({
        metric: { type: this.type, labels },
        resource: resource ?? {
          type: 'global',
          labels: { project_id: project },
        },
        metricKind: 'CUMULATIVE' as const,
        valueType: 'INT64' as const,
        points: [
          {
            interval: { startTime: at(startedAt), endTime: at(now) },
            value: { int64Value: count },
          },
        ],
      })),
    });
  }
}
