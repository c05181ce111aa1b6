import { setTimeout as wait } from 'timers/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';

const LONGEST_DELAY_MS = 30_000;

/**
 * Keeps what is to be sent before its notification is acknowledged. Backstage acknowledges what a processor failed to do, so
 * this does not fail: it ends once all is kept. Whoever notifies and gets no answer notifies again, under the same message.
 */
export class UntilKept {
  readonly #what: string;
  readonly #logger: LoggerService;
  readonly #stopped = new AbortController();

  /** @param options - `what` it is that is kept, in words: "A mail". */
  constructor(options: { what: string; logger: LoggerService }) {
    this.#what = options.what;
    this.#logger = options.logger;
  }

  async keep(work: () => Promise<void>): Promise<void> {
    const { signal } = this.#stopped;
    for (
      let delayMs = 100;
      ;
      delayMs = Math.min(delayMs * 2, LONGEST_DELAY_MS)
    ) {
      try {
        await work();
        return;
      } catch (error) {
        this.#logger.warn(
          `${
            this.#what
          } could not be kept and will be tried again in ${delayMs} ms: ${stringifyError(
            error,
          )}`,
        );
        try {
          await wait(delayMs, undefined, { signal });
        } catch {
          // The portal stops: without an answer, it is notified again.
          await new Promise(() => {});
        }
      }
    }
  }

  stop(): void {
    this.#stopped.abort();
  }
}
