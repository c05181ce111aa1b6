import { standingOf } from '../arithmetic/budget';
import { Stretch } from '../arithmetic/exhaustion';
import { budgetLeftOf } from '../engine/objectiveState';
import { periodAt, SloWindow, windowLength } from '../window';
import { BudgetFigures } from './judge';

/** An objective as far as it can be foreseen. */
export interface Foreseen {
  target: number;
  window: SloWindow;
  /** Milliseconds: the window that the burn rate is of. */
  recent: number;
  /** What was counted in the window, oldest first. */
  stretches: readonly Stretch[];
  measured: number;
  now: number;
}

/**
 * The budget from now on, should nothing else fail and as much come in as did: what failed leaves the window bit by bit.
 * One picture at the end of each stretch of what was counted.
 */
export function* foreseeBudget(
  objective: Foreseen,
): Generator<{ at: number; budget: BudgetFigures }> {
  const { window, now, stretches, target, recent } = objective;
  if (window.kind === 'calendar') {
    const { end } = periodAt(window, now - 1);
    yield {
      at: end,
      budget: { state: 'ok', left: 1, burnRate: 0, measured: 1 },
    };
    return;
  }
  const length = windowLength(window);
  const inside = stretches.filter(({ end }) => end > now - length);
  const total = inside.reduce((sum, each) => sum + each.total, 0);
  if (total === 0) return;
  let bad = inside.reduce((sum, each) => sum + each.bad, 0);
  const leaving = inside.map(stretch => ({
    at: stretch.end + length,
    bad: stretch.bad,
  }));
  for (const { at, bad: gone } of leaving) {
    bad -= gone;
    const burning =
      at - recent >= now
        ? 0
        : inside
            .filter(({ end }) => end > at - recent)
            .reduce((sum, each) => sum + each.bad, 0);
    const share = (recent / length) * total;
    const recently = standingOf(
      { bad: burning, total: Math.max(share, burning) },
      target,
    );
    const standing = standingOf({ bad: Math.max(0, bad), total }, target);
    if (typeof standing === 'string') continue;
    const left = budgetLeftOf(standing, objective.measured);
    yield {
      at,
      budget: {
        state: left <= 0 ? 'exhausted' : 'ok',
        left,
        burnRate: typeof recently === 'string' ? 0 : recently.burnRate,
        measured: objective.measured,
      },
    };
  }
}

/** When a demand ends, should nothing else fail: the first moment of which it no longer applies. */
export function endOfDemand(
  objective: Foreseen,
  stillApplies: (budget: BudgetFigures) => boolean,
): string | undefined {
  for (const { at, budget } of foreseeBudget(objective)) {
    if (at > objective.now && !stillApplies(budget)) {
      return new Date(at).toISOString();
    }
  }
  return undefined;
}
