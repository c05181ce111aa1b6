import { once } from 'node:events';
import { Request, RequestHandler, Response } from 'express';
import { ServiceClock } from '../ServiceClock';
import { HttpProblem } from '../routes/HttpProblem';
import { FaultBoard, FaultKind, faultKinds } from './FaultBoard';

export const LATENCY_MS = 3_000;

/** How faults get into requests: only where configuration says that they may. */
export interface FaultSettings {
  board: FaultBoard;
  enabled: boolean;
  latencyMs?: number;
  clock: ServiceClock;
}

/** Lets a request meet the fault it asks for by `?chaos=`, and those that are switched on. */
export function injectFaults({
  board,
  enabled,
  latencyMs = LATENCY_MS,
  clock,
}: FaultSettings): RequestHandler {
  return async (req, res, next) => {
    try {
      const asked = askedFault(req, enabled);
      const met = enabled ? board.draw() : new Set<FaultKind>();
      if (asked) met.add(asked);
      if (met.has('latency')) await wait(res, latencyMs, clock);
      if (met.has('error')) {
        throw new HttpProblem(500, 'FaultError', 'A fault is switched on here');
      }
      next();
    } catch (error) {
      next(error);
    }
  };
}

function askedFault(req: Request, enabled: boolean): FaultKind | undefined {
  const { chaos } = req.query;
  if (chaos === undefined) return undefined;
  demandEnabled(enabled);
  const kind = faultKinds.find(known => known === chaos);
  if (!kind) {
    throw new HttpProblem(
      400,
      'InputError',
      `chaos: must be one of ${faultKinds.join(', ')}`,
    );
  }
  return kind;
}

/** @throws HttpProblem */
export function demandEnabled(enabled: boolean): void {
  if (enabled) return;
  throw new HttpProblem(
    403,
    'NotAllowedError',
    'Faults are not enabled here: set FAULTS=on and FAULTS_TOKEN where they may be',
  );
}

/** Nobody waits for a caller that is gone. */
async function wait(
  res: Response,
  ms: number,
  clock: ServiceClock,
): Promise<void> {
  const over = new AbortController();
  const { signal } = over;
  await Promise.race([
    clock.sleep(ms, signal),
    once(res, 'close', { signal }),
  ]).finally(() => over.abort());
}
