import { InputError } from '@backstage/errors';
import {
  EvidenceSourceKind,
  instantIn,
  readQueryLines,
} from '@countersign/plugin-compliance-evidence-node';
import { boundFilter } from './ask';
import { cloudError } from './cloudError';
import { lazily } from './lazily';
import { instantOf, jsonOf, Message } from './messages';
import { PagedCall, pagesOf } from './pages';
import {
  clientOptions,
  ClientSettings,
  monitoringSchema,
  settingsOf,
} from './settings';

/** As far as it is asked. */
export interface MonitoringClient {
  listTimeSeries: PagedCall;
}

function newClient(options: ClientSettings): MonitoringClient {
  const {
    MetricServiceClient,
  }: typeof import('@google-cloud/monitoring') = require('@google-cloud/monitoring');
  return new MetricServiceClient(
    options as Record<string, {} | undefined>,
  ) as unknown as MonitoringClient;
}

/** As many points as one answer may have. */
const PAGE_SIZE = 100_000;
const lines = [
  'filter',
  'from',
  'to',
  'every',
  'align',
  'reduce',
  'group by',
] as const;
const explain = (error: unknown) =>
  cloudError(error, {
    service: 'Cloud Monitoring',
    role: 'roles/monitoring.viewer',
  });

/**
 * Cloud Monitoring. A query has lines: `filter:`, `from:` and `to:`, and where points are to be aligned `every: 60s`,
 * `align: ALIGN_MEAN`, `reduce: REDUCE_SUM` and `group by: metric.labels.service`. A point comes on a line of its own.
 */
export function monitoringSources(
  makeClient: (
    options: ClientSettings,
  ) => MonitoringClient | Promise<MonitoringClient> = newClient,
): EvidenceSourceKind {
  return {
    kind: 'google-cloud-monitoring',
    create({ name, system, config }) {
      const settings = settingsOf(name, config, monitoringSchema);
      const clientOnce = lazily(() => makeClient(clientOptions(settings)));
      return {
        system: system ?? 'Cloud Monitoring',
        async snapshot({ query, signal }, write) {
          const text = boundFilter(
            query.text,
            query.parameters,
            quoted => `one_of(${quoted.join(',')})`,
          );
          const request = {
            name: `projects/${settings.project}`,
            ...requestOf(text),
            view: 'FULL',
            pageSize: PAGE_SIZE,
          };
          const client = await clientOnce();
          const call = client.listTimeSeries.bind(client);
          const asOf = new Date().toISOString();
          let pages = 0;
          for await (const page of pagesOf(call, request, {
            signal,
            explain,
          })) {
            pages += 1;
            if ((page.executionErrors as unknown[] | undefined)?.length) {
              throw new Error(
                'Cloud Monitoring reached a part of its data only, and so nothing of it is taken',
              );
            }
            for (const series of (page.timeSeries ?? []) as Message[]) {
              await write(Buffer.from(pointsOf(series)));
            }
          }
          return { asOf, format: 'ndjson', completeness: { pages, gaps: [] } };
        },
      };
    },
  };
}

function requestOf(text: string) {
  const asked = readQueryLines(text, lines, ['filter', 'from', 'to']);
  const from = instantIn(asked.from!, 'from');
  const to = instantIn(asked.to!, 'to');
  if (from >= to) throw new InputError('The query ends before it begins');
  const seconds = /^([1-9]\d{0,6})s$/.exec(asked.every ?? '60s')?.[1];
  if (!seconds) {
    throw new InputError(
      `every must be seconds such as 60s, not ${asked.every}`,
    );
  }
  return {
    filter: asked.filter!,
    interval: { startTime: timeOf(from), endTime: timeOf(to) },
    ...(asked.align && {
      aggregation: {
        alignmentPeriod: { seconds: Number(seconds) },
        perSeriesAligner: asked.align,
        crossSeriesReducer: asked.reduce ?? 'REDUCE_NONE',
        groupByFields: (asked['group by'] ?? '')
          .split(',')
          .map(field => field.trim())
          .filter(Boolean),
      },
    }),
  };
}

function timeOf(at: Date) {
  return { seconds: Math.floor(at.getTime() / 1000), nanos: 0 };
}

/** A line for each point, with what its series is about. */
function pointsOf(series: Message): string {
  const { points, ...about } = series;
  const common = jsonOf(about) as object;
  return ((points ?? []) as Message[])
    .map(point => {
      const { startTime, endTime } = (point.interval ?? {}) as Message;
      const line = {
        ...common,
        point: {
          ...(startTime ? { startTime: instantOf(startTime as never) } : {}),
          ...(endTime ? { endTime: instantOf(endTime as never) } : {}),
          value: pointValue((point.value ?? {}) as Message),
        },
      };
      return `${JSON.stringify(line)}\n`;
    })
    .join('');
}

/** `google.monitoring.v3.TypedValue`: one of its fields, and `value` says which. */
function pointValue(typed: Message): unknown {
  const name = String(typed.value ?? '');
  const value = typed[name];
  // Of 64 bits, and so a text to the client.
  if (name === 'int64Value') return Number(value);
  return name === 'distributionValue' ? jsonOf(value) : value ?? null;
}
