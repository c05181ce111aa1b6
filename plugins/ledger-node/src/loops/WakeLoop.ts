import { setTimeout as delay } from 'timers/promises';
import { Backoff } from './Backoff';

/** How a {@link WakeLoop} goes about its work. */
export interface WakeLoopOptions {
  /** What it does when it is woken. A failure is tried again, later each time. */
  run(): Promise<unknown>;
  /** @param nextMs - When it will be tried again. */
  onFailure(error: unknown, nextMs: number): void;
  /** Rests so long after each run, so that what comes meanwhile is done together. */
  restMs?: number;
  firstRetryMs?: number;
  longestRetryMs?: number;
}

/** Does its work whenever it is woken, one run at a time, and again after a failure. */
export class WakeLoop {
  readonly #options: Required<WakeLoopOptions>;
  readonly #stopped = new AbortController();
  #woken = false;
  #running: Promise<void> | undefined;

  constructor(options: WakeLoopOptions) {
    this.#options = {
      restMs: 0,
      firstRetryMs: 200,
      longestRetryMs: 30_000,
      ...options,
    };
  }

  /** True once it is asked to stop: a long run looks here between its steps. */
  get stopping(): boolean {
    return this.#stopped.signal.aborted;
  }

  /** Asks for a run; several asks during a run become one more run. */
  wake(): void {
    this.#woken = true;
    this.#running ??= this.#run();
  }

  /** Resolves when nothing is left that it was woken for. */
  async idle(): Promise<void> {
    await this.#running;
  }

  /** Lets the current run finish and starts no other. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#running;
  }

  async #run() {
    const { signal } = this.#stopped;
    const { run, onFailure, restMs, firstRetryMs, longestRetryMs } =
      this.#options;
    const backoff = new Backoff(firstRetryMs, longestRetryMs, signal);
    while (this.#woken && !signal.aborted) {
      this.#woken = false;
      try {
        await run();
        backoff.reset();
        if (restMs) {
          await delay(restMs, undefined, { signal }).catch(() => undefined);
        }
      } catch (error) {
        onFailure(error, backoff.nextMs);
        await backoff.pause();
        this.#woken = true;
      }
    }
    // In the same breath as the last look at `woken`: whoever wakes later starts another run.
    this.#running = undefined;
  }
}
