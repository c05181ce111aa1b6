import { Counts } from '../arithmetic';
import { RecordedStep } from './recorded';

/** Sums since the beginning, so that any time between two ends of steps is a difference. */
export class RunningSums {
  readonly #ends: number[];
  readonly #sums: Counts[];

  constructor(steps: readonly RecordedStep[]) {
    this.#ends = steps.map(({ end }) => end);
    let sum: Counts = { bad: 0, total: 0 };
    this.#sums = steps.map(({ bad, total }) => {
      sum = { bad: sum.bad + bad, total: sum.total + total };
      return sum;
    });
  }

  between(from: number, to: number): Counts {
    const before = this.#until(from);
    const all = this.#until(to);
    return { bad: all.bad - before.bad, total: all.total - before.total };
  }

  #until(at: number): Counts {
    let low = 0;
    let high = this.#ends.length;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.#ends[middle] <= at) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? { bad: 0, total: 0 } : this.#sums[low - 1];
  }
}
