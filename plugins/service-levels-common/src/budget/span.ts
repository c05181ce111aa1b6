import { resolutionsOf, tiersOf } from '../engine';
import { Objective } from '../openslo';
import { periodAt, stepOf, windowLength } from '../window';

/** The time that a budget is judged over. Milliseconds since 1970; an event at `from` itself is none of it. */
export interface BudgetSpan {
  from: number;
  /** The end of the last step that counts. */
  to: number;
  /** Where the window ends: after `to` in a calendar period that is under way. */
  end: number;
}

/**
 * What the figures of an objective that was judged at an instant are of: `(from, to]`. A rolling window begins at the end
 * of a step that is kept as far back, and so is longer by less than one.
 */
export function budgetSpan(
  objective: Pick<Objective, 'window' | 'conditions'>,
  at: number,
): BudgetSpan {
  const { window } = objective;
  if (window.kind === 'calendar') {
    const { start, end } = periodAt(window, at - 1);
    return { from: start, to: at, end };
  }
  const length = windowLength(window);
  const resolutions = resolutionsOf(length, stepOf(length), tiersOf(objective));
  const { step } = resolutions.find(({ reach }) => length <= reach)!;
  return { from: floorTo(at - length, step), to: at, end: at };
}

/** The last multiple of a step that is not after an instant. */
export function floorTo(at: number, step: number): number {
  return Math.floor(at / step) * step;
}
