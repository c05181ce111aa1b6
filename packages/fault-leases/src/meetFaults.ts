import { setTimeout as delay } from 'node:timers/promises';
import { FaultAnswer } from './FaultApi';
import { FaultBoard } from './FaultBoard';

/** So much longer a request takes that meets a latency without `milliseconds`. */
export const USUAL_LATENCY_MS = 3_000;

/** How requests meet faults. */
export interface MeetOptions {
  latencyMs?: number;
  /** A test may have a time of its own. */
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/**
 * Lets one request meet the faults that are on.
 *
 * @returns the answer that it gets instead of its own; undefined where it goes on
 */
export async function meetFaults(
  board: FaultBoard,
  {
    latencyMs = USUAL_LATENCY_MS,
    sleep,
    signal,
  }: MeetOptions & {
    /** Aborted when whoever asked is gone. */
    signal: AbortSignal;
  },
): Promise<FaultAnswer | undefined> {
  const met = board.meet(latencyMs);
  if (met.delay > 0) {
    await (sleep ?? ((ms, over) => delay(ms, undefined, { signal: over })))(
      met.delay,
      signal,
    );
  }
  if (met.status === undefined) return undefined;
  return {
    status: met.status,
    body: {
      error: { name: 'FaultError', message: 'A fault is switched on here' },
    },
  };
}
