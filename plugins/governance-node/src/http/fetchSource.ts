/** A source does not answer, or not with what can be read. The message names no host: people see it. */
export class SourceError extends Error {
  name = 'SourceError';

  /** @param retryAfterMs - How long the source asks to be left alone. */
  constructor(message: string, readonly retryAfterMs?: number) {
    super(message);
  }
}

/** A request of a source, and how much of an answer is taken. */
export interface SourceRequest {
  url: string;
  headers: Record<string, string>;
  /** Sent as a form by POST; absent, it is a GET. */
  form?: URLSearchParams;
  timeoutMs: number;
  maxBytes: number;
  /** What to call both to people: "The page of the service …". */
  words: { answer: string; who: string };
}

/** An answer that says no. */
export class SourceRefusal extends SourceError {
  constructor(message: string, readonly status: number) {
    super(message);
  }
}

const LONGEST_PAUSE_MS = 600_000;

/**
 * Asks a source over HTTP. Only the address that configuration names is asked: a redirect is not followed.
 *
 * @throws SourceError that names no host; SourceRefusal where it is an answer with a status that says no
 */
export async function fetchSource(
  { url, headers, form, timeoutMs, maxBytes, words }: SourceRequest,
  signal?: AbortSignal,
): Promise<{ bytes: Uint8Array; text: string; type: string }> {
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, {
      headers,
      redirect: 'manual',
      signal: signal ? AbortSignal.any([timeout, signal]) : timeout,
      ...(form && { method: 'POST', body: form }),
    });
    demandOk(response, words);
    const type = response.headers.get('content-type') ?? '';
    const bytes = await readUpTo(response, maxBytes, words);
    return {
      type,
      bytes,
      get text() {
        return bytes.toString('utf8');
      },
    };
  } catch (error) {
    if (error instanceof SourceError) throw error;
    throw new SourceError(
      timeout.aborted
        ? `The ${words.answer} did not come within ${timeoutMs / 1000} s`
        : `The ${words.who} cannot be reached`,
    );
  }
}

type Words = SourceRequest['words'];

function demandOk(response: Response, { answer, who }: Words): void {
  if (response.ok) return;
  const { status } = response;
  response.body?.cancel().catch(() => {});
  if (status === 429 || status === 503) {
    throw new SourceError(
      `The ${who} asks not to be asked now (HTTP ${status})`,
      retryAfter(response.headers.get('retry-after')),
    );
  }
  throw new SourceRefusal(
    status >= 300 && status < 400
      ? `The ${answer} has moved (HTTP ${status}): write its new address into the configuration`
      : `The ${who} refuses the ${answer} (HTTP ${status})`,
    status,
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

async function readUpTo(
  response: Response,
  maxBytes: number,
  { answer }: Words,
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > maxBytes) {
      throw new SourceError(
        `The ${answer} is larger than ${maxBytes / 1024 / 1024} MB`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
