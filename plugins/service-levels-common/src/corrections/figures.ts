import {
  Interval,
  mergeIntervals,
} from '@countersign/plugin-governance-common';
import { Counts } from '../arithmetic';
import { lengthOf } from './times';

/** Events of a stretch of time, as they are kept. Milliseconds since 1970. */
export interface KeptStep extends Counts, Interval {}

/** What one correction takes out. */
export interface Excluded extends Counts {
  number: string;
  /** Milliseconds. */
  excluded: number;
}

/**
 * What corrections take out of what was counted: the steps that lie in their times as a whole, so that nothing is left out
 * which happened before or after. A step that several exclude is taken out once, by the one that comes first.
 *
 * @param corrections - in the order they were entered, with their times within the window of the objective
 */
export function excludedCounts(
  steps: readonly KeptStep[],
  corrections: readonly { number: string; times: readonly Interval[] }[],
): Excluded[] {
  const taken = new Set<KeptStep>();
  const before: Interval[] = [];
  return corrections.map(({ number, times }) => {
    const merged = mergeIntervals(times);
    const excluded = lengthOf([...before, ...merged]) - lengthOf(before);
    before.push(...merged);
    // Two that touch or overlap exclude what lies across both.
    const known = mergeIntervals(before);
    const own = steps.filter(
      step =>
        !taken.has(step) &&
        known.some(({ start, end }) => step.start >= start && step.end <= end),
    );
    own.forEach(step => taken.add(step));
    return {
      number,
      excluded,
      bad: own.reduce((sum, { bad }) => sum + bad, 0),
      total: own.reduce((sum, { total }) => sum + total, 0),
    };
  });
}
