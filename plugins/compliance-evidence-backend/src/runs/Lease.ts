import { LoggerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { LeaseLost, RunStore, StoredRun } from '../database/RunStore';
import { problemText } from './PhaseFailure';

/** What holding a run needs. */
interface LeaseOptions {
  knex: Knex;
  runs: RunStore;
  stored: StoredRun;
  leaseMs: number;
  logger: LoggerService;
}

/**
 * Holds a run while it is worked on: says so to the database again and again, and stops the work as soon as it cannot, or
 * as somebody canceled the run or another replica took it.
 */
export class Lease {
  readonly #stop = new AbortController();
  readonly #options: LeaseOptions;
  #timer: NodeJS.Timeout | undefined;
  #heldUntil: number;

  constructor(options: LeaseOptions) {
    this.#options = options;
    this.#heldUntil = Date.now() + options.leaseMs;
    this.#beatLater();
  }

  /** Aborted once the run is no longer to be worked on here. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** Stops the work: another replica goes on, or this one when it is back. */
  abort(): void {
    this.#stop.abort(new LeaseLost(this.#options.stored.run.number));
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  #beatLater(): void {
    this.#timer = setTimeout(() => {
      this.#beat().catch(() => undefined);
    }, this.#options.leaseMs / 4);
    this.#timer.unref();
  }

  async #beat(): Promise<void> {
    const { knex, runs, stored, leaseMs, logger } = this.#options;
    const until = Date.now() + leaseMs;
    try {
      if (await runs.extend(knex, stored, leaseMs)) this.#heldUntil = until;
      else this.abort();
    } catch (error) {
      logger.warn(
        `The lease of ${stored.run.number} could not be extended: ${problemText(
          error,
        )}`,
      );
      // Whoever can be heard no more has to take it that another replica took over.
      if (Date.now() >= this.#heldUntil) this.abort();
    }
    if (!this.signal.aborted) this.#beatLater();
  }
}
