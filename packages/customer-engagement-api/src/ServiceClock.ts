import { setTimeout as delay } from 'node:timers/promises';

/** How long requests take, and how a fault makes them take longer. A test may have a time of its own. */
export interface ServiceClock {
  /** Seconds since some moment. */
  seconds(): number;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const realClock: ServiceClock = {
  seconds: () => performance.now() / 1000,
  sleep: (ms, signal) => delay(ms, undefined, { signal }),
};
