import { Counts, countedShare, LEAST_SHARE } from '../arithmetic';
import { BudgetingMethod } from '../openslo';

/** Events of a step that ended. */
export interface StepEvents extends Counts {
  end: number;
}

/**
 * Turns events into what the budget is counted in: the events themselves, or slices of time, each good or bad as a whole
 * or by its ratio. A slice without events is none: it is neither good nor bad.
 */
export class Slicer {
  readonly #method: BudgetingMethod;
  #open: StepEvents | undefined;

  /** @param open - The slice that was under way before a restart. */
  constructor(method: BudgetingMethod, open?: StepEvents) {
    this.#method = method;
    this.#open = open;
  }

  get open(): StepEvents | undefined {
    return this.#open;
  }

  /** Takes the events of a step, in order, and gives what is complete by them. */
  add({ end, bad, total }: StepEvents): StepEvents[] {
    if (this.#method.kind === 'occurrences') return [{ end, bad, total }];
    const { slice } = this.#method;
    const sliceEnd = Math.ceil(end / slice) * slice;
    const done = this.close(sliceEnd - slice);
    const open = this.#open ?? { end: sliceEnd, bad: 0, total: 0 };
    this.#open = {
      end: sliceEnd,
      bad: open.bad + bad,
      total: open.total + total,
    };
    return [...done, ...this.close(end)];
  }

  /** What is complete by an instant, whether events came or not. */
  close(until: number): StepEvents[] {
    const open = this.#open;
    if (!open || open.end > until) return [];
    this.#open = undefined;
    return open.total > 0 ? [{ end: open.end, ...this.#judge(open) }] : [];
  }

  #judge({ bad, total }: StepEvents): Counts {
    if (this.#method.kind === 'timeslices') {
      const good = (total - bad) / total >= this.#method.sliceTarget;
      return { bad: good ? 0 : 1, total: 1 };
    }
    return { bad: countedShare(bad / total, LEAST_SHARE), total: 1 };
  }
}
