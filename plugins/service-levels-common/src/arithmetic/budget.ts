import Fraction from 'fraction.js';
import { budgetOf, exact, nearest } from './exact';

/** Events of a time: how many there were, and how many of them went wrong. */
export interface Counts {
  bad: number;
  total: number;
}

/** How an objective stands over a time. Ratios are shares of 1. */
export interface Standing extends Counts {
  /** Good events of all. */
  sli: number;
  /** How many times faster than the target allows the budget is spent: 1 spends exactly all of it. */
  burnRate: number;
  /** What is left of the budget: 1 is all of it, 0 none; below 0 it is overspent. Never clamped. */
  budgetLeft: number;
}

/** Why there is no figure: nothing was counted, or what was counted contradicts itself. */
export type NoFigure = 'no-data' | 'inconsistent';

/**
 * The standing of an objective. Without events there is none: neither 100 % nor 0 %. More bad events than events (a
 * numerator and a denominator that select different series) are inconsistent, and are not shown as less than 0 %.
 *
 * @param target - share of good events, above 0 and below 1
 */
export function standingOf(
  counts: Counts,
  target: number,
): Standing | NoFigure {
  const { bad, total } = counts;
  const none = noFigureOf(counts);
  if (none) return none;
  const budget = budgetOf(target);
  if (Number.isSafeInteger(bad) && Number.isSafeInteger(total)) {
    // The same numbers, without reducing fractions: this is done for each objective each minute.
    const spent = BigInt(bad) * budget.d;
    const whole = BigInt(total) * budget.n;
    return {
      bad,
      total,
      sli: (total - bad) / total,
      burnRate: nearest({ s: 1n, n: spent, d: whole }),
      budgetLeft: nearest(
        spent > whole
          ? { s: -1n, n: spent - whole, d: whole }
          : { s: 1n, n: whole - spent, d: whole },
      ),
    };
  }
  const errorRatio = exact(bad).div(exact(total));
  const burnRate = errorRatio.div(budget);
  return {
    bad,
    total,
    sli: nearest(new Fraction(1).sub(errorRatio)),
    burnRate: nearest(burnRate),
    budgetLeft: nearest(new Fraction(1).sub(burnRate)),
  };
}

/** Why counts give no figure; undefined where they do. */
export function noFigureOf({ bad, total }: Counts): NoFigure | undefined {
  if (!Number.isFinite(bad) || !Number.isFinite(total)) return 'inconsistent';
  if (bad < 0 || total < 0 || bad > total) return 'inconsistent';
  return total === 0 ? 'no-data' : undefined;
}
