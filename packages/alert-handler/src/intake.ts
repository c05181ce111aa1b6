import { Envelope } from './envelope';
import { Settings } from './settings';

/**
 * What became of a message. `later`: it may succeed when it comes again; `never`: the portal will never take it, however often it
 * comes.
 */
export type Answer =
  | { outcome: 'taken' }
  | { outcome: 'later' | 'never'; reason: string };

/** It is not the message that is wrong, but how it is shown, or that there are too many. */
const curable = [401, 403, 404, 408, 421, 425, 429];

/** Hands a message to the portal, as Pub/Sub itself would push it. */
export async function handOn(
  message: Envelope,
  { url, token, timeoutMs }: Settings,
): Promise<Answer> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      body: JSON.stringify(message),
      headers: {
        'Content-Type': 'application/json',
        Authorization: `Bearer ${token}`,
      },
      // Where it leads is not where the token belongs.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    return meaningOf(response.status);
  } catch (error) {
    return { outcome: 'later', reason: reasonOf(error) };
  }
}

/** What a status of the portal means for the message. */
export function meaningOf(status: number): Answer {
  if (status >= 200 && status < 300) return { outcome: 'taken' };
  const reason = `the portal answered ${status}`;
  const isFinal = status >= 400 && status < 500 && !curable.includes(status);
  return { outcome: isFinal ? 'never' : 'later', reason };
}

/** Of a request that failed, what its cause says: `fetch failed` says nothing. */
function reasonOf(error: unknown): string {
  const { name, message, cause } = error as Error;
  if (name === 'TimeoutError') return 'the portal did not answer in time';
  const inner = cause as (Error & { code?: string }) | undefined;
  return inner?.code ?? inner?.message ?? message;
}
