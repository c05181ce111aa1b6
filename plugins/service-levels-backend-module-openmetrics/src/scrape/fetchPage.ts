import { SourceError } from '@countersign/plugin-service-levels-node';

/** Where a page is, and how much of it is taken. */
export interface PageSettings {
  url: string;
  headers: Record<string, string>;
  timeoutMs: number;
  maxBytes: number;
}

export interface Page {
  text: string;
  openMetrics: boolean;
}

const ACCEPT =
  'application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.8,*/*;q=0.1';
const LONGEST_PAUSE_MS = 600_000;

/**
 * Fetches a page of metrics. Only the address that configuration names is asked: a redirect is not followed.
 *
 * @throws SourceError that names no host
 */
export async function fetchPage(
  { url, headers, timeoutMs, maxBytes }: PageSettings,
  signal?: AbortSignal,
): Promise<Page> {
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, {
      headers: { accept: ACCEPT, ...headers },
      redirect: 'manual',
      signal: signal ? AbortSignal.any([timeout, signal]) : timeout,
    });
    demandOk(response);
    const type = response.headers.get('content-type') ?? '';
    if (/html|json/i.test(type)) {
      throw new SourceError(`The page has the type ${type}: it is no metrics`);
    }
    return {
      text: await readUpTo(response, maxBytes),
      openMetrics: type.includes('openmetrics-text'),
    };
  } catch (error) {
    if (error instanceof SourceError) throw error;
    throw new SourceError(
      timeout.aborted
        ? `The page did not come within ${timeoutMs / 1000} s`
        : 'The service cannot be reached',
    );
  }
}

function demandOk(response: Response): void {
  if (response.ok) return;
  const { status } = response;
  response.body?.cancel().catch(() => {});
  if (status === 429 || status === 503) {
    throw new SourceError(
      `The service asks not to be asked now (HTTP ${status})`,
      retryAfter(response.headers.get('retry-after')),
    );
  }
  throw new SourceError(
    status >= 300 && status < 400
      ? `The page has moved (HTTP ${status}): write its new address into the configuration`
      : `The service refuses the page (HTTP ${status})`,
  );
}

/** Seconds, or a date; nobody is left alone for longer than ten minutes. */
function retryAfter(header: string | null): number | undefined {
  if (!header) return undefined;
  const ms = /^\d+$/.test(header)
    ? Number(header) * 1000
    : Date.parse(header) - Date.now();
  return ms > 0 ? Math.min(ms, LONGEST_PAUSE_MS) : undefined;
}

async function readUpTo(response: Response, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > maxBytes) {
      throw new SourceError(
        `The page is larger than ${maxBytes / 1024 / 1024} MB`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
