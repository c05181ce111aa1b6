import { setTimeout as delay } from 'node:timers/promises';
import { note } from '../output/print';

const ATTEMPTS = 5;
const FIRST_DELAY_MS = 300;
const LONGEST_DELAY_MS = 30_000;
const TIMEOUT_MS = 120_000;

/**
 * `fetch` that tries again, with growing pauses or as `Retry-After` says, when the portal is busy or out of reach: but
 * only what may be repeated, which is what reads or carries an `Idempotency-Key`.
 */
export function retryingFetch(): typeof fetch {
  return async (input, init = {}) => {
    const method = init.method ?? 'GET';
    const isRepeatable =
      method === 'GET' || new Headers(init.headers).has('Idempotency-Key');
    for (let attempt = 1; ; attempt++) {
      const mayRepeat = isRepeatable && attempt < ATTEMPTS;
      const timeout = AbortSignal.timeout(TIMEOUT_MS);
      try {
        const response = await fetch(input, {
          ...init,
          signal: init.signal
            ? AbortSignal.any([init.signal, timeout])
            : timeout,
        });
        if (!mayRepeat || !isPassing(response.status)) return response;
        await response.body?.cancel();
        await pause(attempt, `HTTP ${response.status}`, response.headers);
      } catch (error) {
        if (!mayRepeat || init.signal?.aborted) throw error;
        await pause(attempt, reasonOf(error));
      }
    }
  };
}

/** Why a request got no answer: `fetch` says "fetch failed" and keeps the reason in its cause. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') {
    return `no answer within ${TIMEOUT_MS / 1000} s`;
  }
  const { cause } = error;
  if (cause instanceof Error) {
    const code = 'code' in cause ? String(cause.code) : '';
    return cause.message || code || error.message;
  }
  return error.message;
}

function isPassing(status: number): boolean {
  return [429, 502, 503, 504].includes(status);
}

async function pause(attempt: number, reason: string, headers?: Headers) {
  const asked = headers?.get('Retry-After');
  const seconds = asked ? Number(asked) : NaN;
  const backoff = FIRST_DELAY_MS * 3 ** (attempt - 1);
  const wait = Math.min(
    Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : backoff,
    LONGEST_DELAY_MS,
  );
  note(`countersign: ${reason}; trying again in ${(wait / 1000).toFixed(1)} s`);
  await delay(wait);
}
