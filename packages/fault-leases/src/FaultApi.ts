import { createHash, timingSafeEqual } from 'node:crypto';
import { Fault, FaultBoard } from './FaultBoard';
import { FaultProblem } from './FaultProblem';
import { readLease, readSeconds } from './readLease';

/** A request as far as the routes look at it. */
export interface FaultRequest {
  method: string;
  /** Below the mount: `/faults/…`. */
  path: string;
  authorization: string | undefined;
  /** Parsed JSON. */
  body: unknown;
}

/** An answer; without a body where it has none. */
export interface FaultAnswer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** What the routes need. */
export interface FaultApiOptions {
  board: FaultBoard;
  /** What callers have to show; undefined where no fault may be switched on. */
  token: string | undefined;
  /** Told of each fault that is switched on, or off by somebody. */
  onChange?: (change: 'on' | 'off', fault: Pick<Fault, 'id'>) => void;
}

const ID = /^[A-Za-z0-9-]{1,64}$/;

/**
 * `GET`, `POST /faults`, `POST /faults/{id}/renew` and `DELETE /faults/{id}`, whatever framework they come through.
 *
 * @returns undefined for a request that is none of these
 */
export function answerFaultRequest(
  request: FaultRequest,
  options: FaultApiOptions,
): FaultAnswer | undefined {
  const [, name, id, verb, ...rest] = request.path.split('/');
  if (name !== 'faults' || rest.length > 0) return undefined;
  try {
    return answer(request, { id, verb }, options);
  } catch (error) {
    if (!(error instanceof FaultProblem)) throw error;
    return problemAnswer(error);
  }
}

/** A refusal as it is answered. */
export function problemAnswer({
  status,
  name,
  message,
}: FaultProblem): FaultAnswer {
  return {
    status,
    body: { error: { name, message } },
    ...(status === 401 && { headers: { 'WWW-Authenticate': 'Bearer' } }),
  };
}

function answer(
  { method, authorization, body }: FaultRequest,
  { id, verb }: { id?: string; verb?: string },
  { board, token, onChange }: FaultApiOptions,
): FaultAnswer {
  demandEnabled(token !== undefined);
  demandToken(authorization, token ?? '');
  if (id === undefined) {
    if (method === 'GET') {
      return { status: 200, body: { items: board.active() } };
    }
    if (method !== 'POST') throw notAllowed('GET, POST');
    const { fault, isNew } = board.lease(readLease(body));
    if (isNew) onChange?.('on', fault);
    return { status: isNew ? 201 : 200, body: fault };
  }
  if (!ID.test(id)) {
    throw new FaultProblem(400, 'InputError', 'id: must be the id of a fault');
  }
  if (verb === undefined) {
    if (method !== 'DELETE') throw notAllowed('DELETE');
    if (!board.end(id)) throw notOn();
    onChange?.('off', { id });
    return { status: 204 };
  }
  if (verb !== 'renew') {
    throw new FaultProblem(404, 'NotFoundError', 'There is nothing here');
  }
  if (method !== 'POST') throw notAllowed('POST');
  const renewed = board.renew(id, readSeconds(body));
  if (!renewed) throw notOn();
  return { status: 200, body: renewed };
}

/** @throws FaultProblem */
export function demandEnabled(enabled: boolean): void {
  if (enabled) return;
  throw new FaultProblem(
    403,
    'NotAllowedError',
    'Faults are not enabled here: set FAULTS=on and FAULTS_TOKEN where they may be',
  );
}

/** @throws FaultProblem where the token is not shown */
export function demandToken(
  authorization: string | undefined,
  token: string,
): void {
  const [scheme, shown = ''] = (authorization ?? '').split(' ');
  const digest = (text: string) => createHash('sha256').update(text).digest();
  if (
    scheme.toLowerCase() !== 'bearer' ||
    !timingSafeEqual(digest(shown), digest(token))
  ) {
    throw new FaultProblem(
      401,
      'AuthenticationError',
      'Show the token of this service: Authorization: Bearer …',
    );
  }
}

function notAllowed(methods: string): FaultProblem {
  return new FaultProblem(405, 'NotAllowedError', `Known are ${methods}`);
}

function notOn(): FaultProblem {
  return new FaultProblem(404, 'NotFoundError', 'There is no such fault on');
}
