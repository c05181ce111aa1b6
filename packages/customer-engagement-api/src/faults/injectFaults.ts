import { once } from 'node:events';
import {
  demandEnabled,
  FaultBoard,
  meetFaults,
  USUAL_LATENCY_MS,
} from '@countersign/fault-leases';
import { Request, RequestHandler, Response } from 'express';
import { ServiceClock } from '../ServiceClock';
import { HttpProblem } from '../routes/HttpProblem';

/** What one request may ask for by itself. */
const askedKinds = ['latency', 'error'] as const;
type AskedKind = (typeof askedKinds)[number];

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
  latencyMs = USUAL_LATENCY_MS,
  clock,
}: FaultSettings): RequestHandler {
  return async (req, res, next) => {
    try {
      const asked = askedFault(req, enabled);
      const status = await untilGone(res, async signal => {
        const sleep = clock.sleep.bind(clock);
        const answer = enabled
          ? await meetFaults(board, { latencyMs, sleep, signal })
          : undefined;
        if (asked === 'latency') await sleep(latencyMs, signal);
        return asked === 'error' ? 500 : answer?.status;
      });
      if (status !== undefined) {
        throw new HttpProblem(
          status,
          'FaultError',
          'A fault is switched on here',
        );
      }
      next();
    } catch (error) {
      next(error);
    }
  };
}

function askedFault(req: Request, enabled: boolean): AskedKind | undefined {
  const { chaos } = req.query;
  if (chaos === undefined) return undefined;
  demandEnabled(enabled);
  const kind = askedKinds.find(known => known === chaos);
  if (!kind) {
    throw new HttpProblem(
      400,
      'InputError',
      `chaos: must be one of ${askedKinds.join(', ')}`,
    );
  }
  return kind;
}

/** Nobody waits for a caller that is gone. */
async function untilGone<T>(
  res: Response,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const over = new AbortController();
  const { signal } = over;
  const gone = once(res, 'close', { signal }).then(() => undefined);
  return Promise.race([work(signal), gone]).finally(() => over.abort());
}
