import { Knex } from 'knex';
import { RunLost, RunStore } from '../database/RunStore';

/** What holding a run needs. */
export interface RunLeaseOptions {
  knex: Knex;
  runs: Pick<RunStore, 'extend'>;
  held: { number: string; holder: string };
  leaseMs: number;
  /** Called once, when the run is not held any more. */
  onLost(error: RunLost): void;
}

/**
 * Says again and again that a run is played here. Who cannot say so for as long as its lease has to take it that somebody else
 * closes it.
 */
export class RunLease {
  readonly #options: RunLeaseOptions;
  #timer: NodeJS.Timeout | undefined;
  #heldUntil: number;
  #isOver = false;

  constructor(options: RunLeaseOptions) {
    this.#options = options;
    this.#heldUntil = Date.now() + options.leaseMs;
    this.#beatLater();
  }

  end(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }

  #beatLater(): void {
    if (this.#isOver) return;
    this.#timer = setTimeout(() => {
      this.#beat().finally(() => this.#beatLater());
    }, this.#options.leaseMs / 4);
    this.#timer.unref();
  }

  async #beat(): Promise<void> {
    const { knex, runs, held, leaseMs } = this.#options;
    const until = Date.now() + leaseMs;
    const isHeld = await runs
      .extend(knex, held, leaseMs)
      .catch(() => undefined);
    if (this.#isOver) return;
    if (isHeld) this.#heldUntil = until;
    else if (isHeld === false || Date.now() >= this.#heldUntil) this.#lose();
  }

  #lose(): void {
    const { held, onLost } = this.#options;
    this.end();
    onLost(new RunLost(held.number));
  }
}
