import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { WakeLoop } from '@countersign/plugin-ledger-node';

const LOOK_MS = 1_000;

/** What a {@link Pulse} does. */
export interface PulseOptions {
  /** Does what is due. A failure is logged and tried again, later each time. */
  work(): Promise<unknown>;
  /** What cannot be done where it fails: "Alerts could not be taken in". */
  failure: string;
  logger: LoggerService;
}

/** Looks each second, and whenever it is woken, for what is due: what another replica or time alone has made due too. */
export class Pulse {
  readonly #loop: WakeLoop;
  #timer: NodeJS.Timeout | undefined;

  constructor({ work, failure, logger }: PulseOptions) {
    this.#loop = new WakeLoop({
      run: work,
      onFailure: (error, nextMs) =>
        logger.warn(
          `${failure}, which is tried again in ${nextMs} ms: ${stringifyError(
            error,
          )}`,
        ),
    });
  }

  /** True once it is asked to stop: long work looks here between its steps. */
  get stopping(): boolean {
    return this.#loop.stopping;
  }

  /** Says that there may be something to do. */
  readonly wake = (): void => this.#loop.wake();

  start(): void {
    this.#timer = setInterval(this.wake, LOOK_MS);
    this.#timer.unref();
    this.wake();
  }

  /** Resolves when nothing that is due is left. */
  async idle(): Promise<void> {
    await this.#loop.idle();
  }

  /** Lets what is done now finish, and begins nothing else. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#loop.stop();
  }
}
