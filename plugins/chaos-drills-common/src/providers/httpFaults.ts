import { z } from 'zod';
import { hostOf } from '../experiment/lintHosts';
import {
  ActivityFailed,
  FaultControl,
  FaultRequest,
  HeldFault,
} from '../run/ports';
import { readBounded } from './readBounded';

const leaseSchema = z.looseObject({ id: z.string(), expiresAt: z.string() });

/**
 * Faults in services that hold leases themselves, by the protocol of the middleware `@countersign/fault-leases`:
 * `POST {target}/faults` with an id of ours, `POST {target}/faults/{id}/renew`, `DELETE {target}/faults/{id}`.
 */
export function httpFaults({
  fetch: ask,
  hosts,
  now,
}: {
  fetch: typeof fetch;
  /** Hosts that may be talked to; all where it is left out. */
  hosts?: ReadonlySet<string>;
  /** Milliseconds since 1970. */
  now: () => number;
}): FaultControl {
  const call = async (
    { target, token }: FaultRequest,
    path: string,
    options: { method: string; body?: unknown; signal: AbortSignal },
  ): Promise<Response> => {
    const url = `${target.replace(/\/+$/, '')}/faults${path}`;
    const host = hostOf(url);
    if (host === undefined || (hosts && !hosts.has(host))) {
      throw new ActivityFailed(
        `${url} is not among the hosts that this experiment may talk to`,
      );
    }
    const { method, body, signal } = options;
    return ask(url, {
      ...{ method, signal },
      redirect: 'error',
      headers: {
        ...(token !== undefined && { Authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  };
  const held = async (
    asked: number,
    response: Response,
  ): Promise<HeldFault> => {
    if (!response.ok) throw await refusal(response);
    const answer = leaseSchema.safeParse(parsed(await readBounded(response)));
    if (!answer.success) {
      throw new ActivityFailed('the answer is no fault with a lease');
    }
    const { expiresAt } = answer.data;
    // To the second, as HTTP tells it; half of the way there and back is taken off.
    const theirs = Date.parse(response.headers.get('date') ?? '');
    return Number.isNaN(theirs)
      ? { expiresAt }
      : { expiresAt, clockAhead: theirs - (asked + now()) / 2 };
  };
  return {
    async inject(request, seconds, signal) {
      const { id, fault: kind, arguments: given } = request;
      const asked = now();
      const body = { ...given, id, kind, seconds };
      return held(
        asked,
        await call(request, '', { method: 'POST', body, signal }),
      );
    },
    async renew(request, seconds, signal) {
      const asked = now();
      const path = `/${encodeURIComponent(request.id)}/renew`;
      const response = await call(request, path, {
        method: 'POST',
        body: { seconds },
        signal,
      });
      if (response.status !== 404) return held(asked, response);
      await response.body?.cancel();
      return undefined;
    },
    async end(request, signal) {
      const path = `/${encodeURIComponent(request.id)}`;
      const response = await call(request, path, { method: 'DELETE', signal });
      // It is over already.
      if (response.ok || response.status === 404) {
        await response.body?.cancel();
        return;
      }
      throw await refusal(response);
    },
  };
}

async function refusal(response: Response): Promise<ActivityFailed> {
  const body = parsed(await readBounded(response));
  const said = (body as { error?: { message?: unknown } } | undefined)?.error
    ?.message;
  return new ActivityFailed(
    `HTTP ${response.status}${typeof said === 'string' ? `, ${said}` : ''}`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
