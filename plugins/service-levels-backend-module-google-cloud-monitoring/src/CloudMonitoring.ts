import { MetricServiceClient, protos } from '@google-cloud/monitoring';
import {
  QueryError,
  SourceError,
} from '@countersign/plugin-service-levels-node';

export type TimeSeries = protos.google.monitoring.v3.ITimeSeries;
export type Aggregation = protos.google.monitoring.v3.IAggregation;

/** As many points as one page can have. */
const PAGE_SIZE = 100_000;
/** More pages than this are more than anybody asks for a minute's counts. */
const MOST_PAGES = 50;
const USUAL_PAUSE_MS = 60_000;

/** gRPC's numbers of what went wrong. */
const codes = {
  invalidArgument: 3,
  deadlineExceeded: 4,
  notFound: 5,
  permissionDenied: 7,
  resourceExhausted: 8,
  unavailable: 14,
  unauthenticated: 16,
} as const;

/** Google Cloud Monitoring, as far as it is asked for counts. */
export class CloudMonitoring {
  constructor(
    private readonly settings: {
      client: Pick<MetricServiceClient, 'listTimeSeries'>;
      project: string;
      timeoutMs: number;
    },
  ) {}

  /**
   * All series of a filter, over all pages.
   *
   * @throws QueryError when this cannot be answered, SourceError when nothing can
   */
  async list(
    filter: string,
    aggregation: Aggregation,
    { after, to }: { after: number; to: number },
  ): Promise<TimeSeries[]> {
    const { client, project, timeoutMs } = this.settings;
    const found: TimeSeries[] = [];
    let pageToken = '';
    for (let page = 0; page < MOST_PAGES; page++) {
      const [, , response] = await client
        .listTimeSeries(
          {
            name: `projects/${project}`,
            filter,
            aggregation,
            interval: { startTime: timestamp(after), endTime: timestamp(to) },
            view: 'FULL',
            pageSize: PAGE_SIZE,
            pageToken,
          },
          // The engine asks again by itself, and knows how long to wait.
          { autoPaginate: false, timeout: timeoutMs, retry: null },
        )
        .catch(error => {
          throw explained(error);
        });
      if (response.executionErrors?.length) {
        throw new QueryError(
          'The source reached a part of its data only, and so nothing of it is counted',
        );
      }
      found.push(...(response.timeSeries ?? []));
      pageToken = response.nextPageToken ?? '';
      if (!pageToken) return found;
    }
    throw new QueryError(
      `The answer has more than ${MOST_PAGES} pages: select fewer series by their labels`,
    );
  }
}

function timestamp(ms: number) {
  return { seconds: Math.floor(ms / 1000), nanos: (ms % 1000) * 1_000_000 };
}

/** Words of our own: those of a server may name projects and hosts. */
function explained(error: unknown): Error {
  const { code } = error as { code?: number };
  switch (code) {
    case codes.invalidArgument:
      return new QueryError(
        'The query is not understood: is the metric one that counts (DELTA or CUMULATIVE), and has it these labels?',
      );
    case codes.notFound:
      return new QueryError('The project has no such metric or objective');
    case codes.permissionDenied:
    case codes.unauthenticated:
      return new SourceError(
        'The source does not admit us: its account needs roles/monitoring.viewer in the project',
      );
    case codes.resourceExhausted:
      return new SourceError(
        'The source asks not to be asked now (quota)',
        retryDelay(error) ?? USUAL_PAUSE_MS,
      );
    case codes.deadlineExceeded:
      return new SourceError('The answer did not come in time');
    case codes.unavailable:
      return new SourceError('The source cannot be reached');
    default:
      return new SourceError('The source failed to answer');
  }
}

/** `google.rpc.RetryInfo`, which the client has decoded. */
function retryDelay(error: unknown): number | undefined {
  const { statusDetails } = error as {
    statusDetails?: { retryDelay?: { seconds?: unknown; nanos?: unknown } }[];
  };
  const delay = Array.isArray(statusDetails)
    ? statusDetails.find(each => each?.retryDelay)?.retryDelay
    : undefined;
  if (!delay) return undefined;
  const ms =
    Number(delay.seconds ?? 0) * 1000 + Number(delay.nanos ?? 0) / 1_000_000;
  return Number.isFinite(ms) && ms > 0 ? ms : undefined;
}
