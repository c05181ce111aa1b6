import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { WakeLoop } from '@countersign/plugin-ledger-node';

const BEAT_MS = 1_000;

/** Has the engine look each second for what is due, one look at a time. */
export class Pulse {
  readonly #loop: WakeLoop;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: { beat(): Promise<unknown>; logger: LoggerService }) {
    this.#loop = new WakeLoop({
      run: options.beat,
      onFailure: (error, nextMs) =>
        options.logger.warn(
          `Objectives could not be evaluated, which is tried again in ${nextMs} ms: ${stringifyError(
            error,
          )}`,
        ),
    });
  }

  start(): void {
    this.#timer = setInterval(() => this.#loop.wake(), BEAT_MS);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#loop.stop();
  }
}
