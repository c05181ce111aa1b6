import { RunClock } from '@countersign/plugin-chaos-drills-common';
import { Knex } from 'knex';

interface Sleeper {
  at: number;
  wake: () => void;
}

/** Whoever does something takes a step of it meanwhile. */
const TURNS = 2;

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

  /** Wakes all who sleep until then, in the order of their times. */
  async moveTo(at: number): Promise<void> {
    for (;;) {
      await this.quiet();
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

  /** Lets others go on for a while: a query of ours waits where theirs are done. */
  async quiet(): Promise<void> {
    for (let turn = 0; turn < TURNS; turn++) {
      await this.knex.raw('SELECT 1');
      await new Promise(resolve => setImmediate(resolve));
    }
  }

  #forget(sleeper: Sleeper): void {
    const index = this.#sleepers.indexOf(sleeper);
    if (index >= 0) this.#sleepers.splice(index, 1);
  }
}
