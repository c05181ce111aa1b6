import { RunClock } from '@countersign/plugin-chaos-drills-common';
import { Knex } from 'knex';

interface Sleeper {
  at: number;
  wake: () => void;
}

/** So many turns of the loop without a query, and all who could go on wait for time to pass. */
const IDLE_TURNS = 4;
/** Nobody holds a connection for so long while he waits for time to pass; a busy machine may take a while. */
const LONGEST_WORK_MS = 10_000;

/** A clock that goes on only when told, and mostly when everything that is ready has been done. */
export class TestTime implements RunClock {
  readonly #sleepers: Sleeper[] = [];

  constructor(private readonly knex: Knex, private at: number) {}

  readonly now = (): number => this.at;

  readonly sleep = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((done, failed) => {
      if (signal.aborted) {
        failed(signal.reason);
        return;
      }
      const sleeper = { at: this.at + ms, wake: done };
      this.#sleepers.push(sleeper);
      signal.addEventListener('abort', () => {
        this.#forget(sleeper);
        failed(signal.reason);
      });
    });

  /** Wakes all who sleep until then, in the order of their times; each has done what it can before the next one wakes. */
  moveTo(at: number): Promise<void> {
    return this.#moveTo(at, () => this.quiet());
  }

  /** As `moveTo`, but nobody waits for others: what wakes meets what is asked for meanwhile. */
  hurryTo(at: number): Promise<void> {
    return this.#moveTo(at, () => this.#turn());
  }

  /** Lets others go on until all of them wait for time to pass. */
  async quiet(): Promise<void> {
    const latest = performance.now() + LONGEST_WORK_MS;
    for (let idle = 0; idle < IDLE_TURNS; ) {
      await new Promise(resolve => setImmediate(resolve));
      const { pool } = this.knex.client;
      const isBusy = pool.numUsed() + pool.numPendingAcquires() > 0;
      if (isBusy && performance.now() > latest) return;
      idle = isBusy ? 0 : idle + 1;
    }
  }

  /** Lets others go on for a while: a query of ours waits where theirs are done. */
  async #turn(): Promise<void> {
    await this.knex.raw('SELECT 1');
    await new Promise(resolve => setImmediate(resolve));
  }

  async #moveTo(at: number, pause: () => Promise<void>): Promise<void> {
    for (;;) {
      await pause();
      const next = this.#sleepers
        .filter(sleeper => sleeper.at <= at)
        .sort((a, b) => a.at - b.at)
        .at(0);
      if (!next) break;
      this.#forget(next);
      this.at = Math.max(this.at, next.at);
      next.wake();
    }
    this.at = Math.max(this.at, at);
  }

  #forget(sleeper: Sleeper): void {
    const index = this.#sleepers.indexOf(sleeper);
    if (index >= 0) this.#sleepers.splice(index, 1);
  }
}
