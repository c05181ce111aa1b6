import { Counts, standingOf } from '../arithmetic';
import { budgetLeftOf } from '../engine';
import { BudgetSpan } from './span';

/** So many points has the small picture of a burn-down in a list, beside its begin. */
export const TREND_POINTS = 24;

/**
 * The small picture of a burn-down: what was left at equal distances, from all of it to what is left now. Its digits are
 * those that can be seen.
 *
 * @param badIn - Bad events by the part of the span they were in, from 0 to {@link TREND_POINTS} - 1; what is in none of
 *   them happened before.
 */
export function trendOf(
  badIn: ReadonlyMap<number, number>,
  span: BudgetSpan,
  figures: { counts: Counts; target: number; measured: number },
): number[] {
  const { counts, target, measured } = figures;
  const parts = Math.min(
    TREND_POINTS,
    Math.ceil(((span.to - span.from) / (span.end - span.from)) * TREND_POINTS),
  );
  const known = [...badIn.values()].reduce((sum, bad) => sum + bad, 0);
  let bad = Math.max(0, counts.bad - known);
  const trend = [1];
  for (let part = 0; part < parts; part++) {
    bad += badIn.get(part) ?? 0;
    const standing = standingOf(
      { bad: part === parts - 1 ? counts.bad : bad, total: counts.total },
      target,
    );
    if (typeof standing === 'string') return [];
    trend.push(Number(budgetLeftOf(standing, measured).toFixed(4)));
  }
  return trend;
}
