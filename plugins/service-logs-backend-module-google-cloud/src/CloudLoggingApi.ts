import { SourceError } from '@countersign/plugin-governance-node';
import { LogCall, LogFilterError } from '@countersign/plugin-service-logs-node';
import type { Entry, Logging } from '@google-cloud/logging';

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

const USUAL_PAUSE_MS = 60_000;
/** As many as one answer may have. */
const LARGEST_PAGE = 1_000;

/** One answer. It may be empty and yet not the last: Cloud Logging searches for so long, and then says where it is. */
export interface EntryPage {
  entries: Entry[];
  nextPageToken?: string;
}

/** What is asked for. */
export interface EntryQuery {
  filter: string;
  order: 'asc' | 'desc';
  limit: number;
  pageToken?: string;
}

/** Cloud Logging, as far as its entries are read. */
export class CloudLoggingApi {
  /** @param client - Made when it is first asked: it loads much, and looks for credentials. */
  constructor(
    private readonly client: () => Pick<Logging, 'getEntries'>,
    private readonly settings: { resources: string[]; timeoutMs: number },
  ) {}

  /** @throws SourceError when it does not answer, LogFilterError when it does not take the filter */
  async page(
    { filter, order, limit, pageToken }: EntryQuery,
    { signal, deadline }: LogCall,
  ): Promise<EntryPage> {
    signal.throwIfAborted();
    const { resources, timeoutMs } = this.settings;
    const timeout = Math.max(1, Math.min(timeoutMs, deadline - Date.now()));
    const asking = this.client().getEntries({
      resourceNames: resources,
      filter,
      orderBy: `timestamp ${order}`,
      pageSize: Math.min(limit, LARGEST_PAGE),
      ...(pageToken && { pageToken }),
      autoPaginate: false,
      // Whoever looks asks again: a quota is not used up by asking twice.
      gaxOptions: { timeout, retry: null },
    });
    try {
      const [entries, , answer] = await unlessGone(asking, signal);
      return {
        entries,
        ...(answer?.nextPageToken && { nextPageToken: answer.nextPageToken }),
      };
    } catch (error) {
      signal.throwIfAborted();
      throw explained(error);
    }
  }
}

/** What comes of it, or the reason for which nobody waits any more. */
async function unlessGone<T>(
  asking: Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  let gone = () => {};
  const aborted = new Promise<never>((_, reject) => {
    gone = () => reject(signal.reason);
    signal.addEventListener('abort', gone, { once: true });
  });
  try {
    return await Promise.race([asking, aborted]);
  } finally {
    signal.removeEventListener('abort', gone);
    asking.catch(() => {});
  }
}

/** Words of our own: those of a server may name projects and hosts. */
function explained(error: unknown): Error {
  const { code } = error as { code?: number };
  switch (code) {
    case codes.invalidArgument:
      return new LogFilterError([
        { from: 0, to: 0, message: 'Cloud Logging does not take this filter.' },
      ]);
    case codes.notFound:
      return new SourceError(
        'Cloud Logging has no such project or view: look at resources in the configuration',
      );
    case codes.permissionDenied:
    case codes.unauthenticated:
      return new SourceError(
        'Cloud Logging does not admit us: the account of the portal needs roles/logging.viewer',
      );
    case codes.resourceExhausted:
      return new SourceError(
        'Cloud Logging asks not to be asked now (quota)',
        USUAL_PAUSE_MS,
      );
    case codes.deadlineExceeded:
      return new SourceError(
        'The answer of Cloud Logging did not come in time',
      );
    case codes.unavailable:
      return new SourceError('Cloud Logging cannot be reached');
    default:
      return new SourceError('Cloud Logging failed to answer');
  }
}
