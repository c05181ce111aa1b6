import { RunClock } from '../run/ports';

interface Sleeper {
  at: number;
  wake: () => void;
}

/** A clock that moves only when told: sleepers wake in the order of their times. */
export class VirtualTime implements RunClock {
  #now = Date.UTC(2026, 10, 27, 10);
  readonly #sleepers: Sleeper[] = [];

  now = () => this.#now;

  sleep = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((done, failed) => {
      if (signal.aborted) {
        failed(signal.reason);
        return;
      }
      const sleeper = { at: this.#now + ms, wake: done };
      this.#sleepers.push(sleeper);
      signal.addEventListener('abort', () => {
        this.#forget(sleeper);
        failed(signal.reason);
      });
    });

  /** Moves on to whoever wakes next until the promise is settled. */
  async until<T>(promise: Promise<T>): Promise<T> {
    let settled = false;
    const watched = promise.finally(() => {
      settled = true;
    });
    watched.catch(() => {});
    for (;;) {
      // Whatever is ready goes on before time does.
      await new Promise(resolve => setImmediate(resolve));
      if (settled) return watched;
      const next = [...this.#sleepers].sort((a, b) => a.at - b.at).at(0);
      if (!next) continue;
      this.#forget(next);
      this.#now = Math.max(this.#now, next.at);
      next.wake();
    }
  }

  #forget(sleeper: Sleeper): void {
    const index = this.#sleepers.indexOf(sleeper);
    if (index >= 0) this.#sleepers.splice(index, 1);
  }
}
