import { setTimeout as delay } from 'timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { Backoff } from './Backoff';

const FIRST_RETRY_MS = 200;
const LONGEST_RETRY_MS = 30_000;

/** Under constant load entries get their index and signature together, so many times a second. */
const REST_MS = 100;

/** Runs the sequencer whenever it is woken, one run at a time, and again after a failure. */
export class SequencerLoop {
  readonly #sequence: () => Promise<number>;
  readonly #logger: LoggerService;
  readonly #stopped = new AbortController();
  #woken = false;
  #running: Promise<void> | undefined;

  constructor(sequence: () => Promise<number>, logger: LoggerService) {
    this.#sequence = sequence;
    this.#logger = logger;
  }

  /** Asks for a run; several asks during a run become one more run. */
  wake() {
    this.#woken = true;
    this.#running ??= this.#run();
  }

  /** Lets the current batch finish and starts no other. */
  async stop() {
    this.#stopped.abort();
    await this.#running;
  }

  async #run() {
    const { signal } = this.#stopped;
    const backoff = new Backoff(FIRST_RETRY_MS, LONGEST_RETRY_MS, signal);
    while (this.#woken && !signal.aborted) {
      this.#woken = false;
      try {
        await this.#sequence();
        backoff.reset();
        await delay(REST_MS, undefined, { signal }).catch(() => undefined);
      } catch (error) {
        this.#logger.error(
          `Sequencing the ledger failed, next try in ${backoff.nextMs} ms: ${
            error instanceof Error ? error.message : error
          }`,
        );
        await backoff.pause();
        this.#woken = true;
      }
    }
    // In the same breath as the last look at `woken`: whoever wakes later starts another run.
    this.#running = undefined;
  }
}
