import { Counts, noFigureOf, standingOf } from '../arithmetic/budget';
import { thresholdOf } from '../arithmetic/tiers';
import { budgetLeftOf } from '../engine/objectiveState';
import { tiersOf } from '../engine/objectiveTiers';
import type { Objective } from '../openslo/objective';
import { periodAt, windowLength } from '../window';
import type { CountedFigures, CountedTime } from './basis';
import { BudgetFigures } from './judge';

/** What was counted in a step that ended then. */
export type CountedStep = Counts & { end: number };

/** Sums of steps over windows that only move on. */
class SlidingSum {
  #bad = 0;
  #total = 0;
  #next = 0;
  #first = 0;

  constructor(private readonly steps: readonly CountedStep[]) {}

  over(from: number, to: number): Counts {
    for (; this.#next < this.steps.length; this.#next++) {
      const step = this.steps[this.#next];
      if (step.end > to) break;
      this.#bad += step.bad;
      this.#total += step.total;
    }
    for (; this.#first < this.#next; this.#first++) {
      const step = this.steps[this.#first];
      if (step.end > from) break;
      this.#bad -= step.bad;
      this.#total -= step.total;
    }
    return { bad: this.#bad, total: this.#total };
  }
}

/**
 * How a budget stood at some instants of the past, by what is kept of it: steps of five minutes or an hour. A step counts
 * for every window that its end lies in.
 *
 * @param steps - Oldest first, from before the window of the first instant on.
 * @param since - Since when it is measured.
 * @param instants - Oldest first.
 */
export function* pastBudgets(
  objective: Pick<Objective, 'target' | 'window' | 'conditions'>,
  steps: readonly CountedStep[],
  {
    since,
    instants,
  }: { since: number | undefined; instants: Iterable<number> },
): Generator<{
  at: number;
  budget: BudgetFigures;
  /** What it was worked out of; absent where there is no figure. */
  counted?: CountedFigures;
}> {
  const { target, window } = objective;
  const [fastest] = tiersOf(objective);
  const promise = { target, window: windowLength(window) };
  const whole = new SlidingSum(steps);
  const recent = new SlidingSum(steps);
  for (const at of instants) {
    const { start, end } = periodAt(window, at - 1);
    const from = window.kind === 'rolling' ? at - (end - start) : start;
    const until = window.kind === 'rolling' ? at : end;
    const measured =
      since === undefined
        ? 0
        : Math.max(0, at - Math.max(from, since)) / (until - from);
    const latelyFrom = at - (fastest?.long ?? until - from);
    const lately = recent.over(latelyFrom, at);
    const counts = whole.over(from, at);
    const standing = standingOf(counts, target);
    if (typeof standing === 'string') {
      yield { at, budget: { state: standing, measured } };
      continue;
    }
    const burn = noFigureOf(lately) ? undefined : standingOf(lately, target);
    const burnRate = typeof burn === 'object' ? burn.burnRate : undefined;
    const left = budgetLeftOf(standing, measured);
    const burns =
      fastest !== undefined &&
      burnRate !== undefined &&
      burnRate > thresholdOf(fastest, promise).burnRate;
    const spent = left <= 0 ? 'exhausted' : 'ok';
    yield {
      at,
      budget: {
        state: burns ? 'burning' : spent,
        left,
        ...(burnRate !== undefined && { burnRate }),
        measured,
      },
      counted: {
        ...countedTime(from, at, counts),
        ...(burnRate !== undefined && {
          recent: countedTime(latelyFrom, at, lately),
        }),
      },
    };
  }
}

/** What was counted in a time, as it goes on record. */
export function countedTime(
  from: number,
  to: number,
  { bad, total }: Counts,
): CountedTime {
  return {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    bad,
    total,
  };
}
