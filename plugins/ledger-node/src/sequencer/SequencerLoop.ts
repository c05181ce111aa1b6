import { setTimeout as delay } from 'timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';

const FIRST_RETRY_MS = 200;
const LONGEST_RETRY_MS = 30_000;

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
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
  }

  /** Lets the current batch finish and starts no other. */
  async stop() {
    this.#stopped.abort();
    await this.#running;
  }

  async #run() {
    let retryMs = FIRST_RETRY_MS;
    while (this.#woken && !this.#stopped.signal.aborted) {
      this.#woken = false;
      try {
        await this.#sequence();
        retryMs = FIRST_RETRY_MS;
      } catch (error) {
        this.#logger.error(
          `Sequencing the ledger failed, next try in ${retryMs} ms: ${
            error instanceof Error ? error.message : error
          }`,
        );
        await this.#pause(retryMs);
        retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
        this.#woken = true;
      }
    }
  }

  async #pause(ms: number) {
    try {
      await delay(ms, undefined, { signal: this.#stopped.signal, ref: false });
    } catch {
      // Stopped meanwhile; the loop's condition sees it.
    }
  }
}
