import {
  Interval,
  mergeIntervals,
  occurrences,
  toInterval,
} from '@countersign/plugin-governance-common';
import { CorrectionFacts } from './facts';

/** Which times a correction is about, whether it counts or not; cut at the range. Milliseconds since 1970. */
export function timesOf(
  facts: Pick<
    CorrectionFacts,
    'window' | 'timeZone' | 'rrule' | 'change' | 'withdrawn'
  >,
  range: Interval,
): Interval[] {
  const { timeZone, rrule, change, withdrawn } = facts;
  // What a change says now, not what it said: it may have been moved before it began.
  const window = change?.window ?? facts.window;
  const found = occurrences(
    {
      ...window,
      timeZone,
      ...(rrule !== undefined && { rrule }),
      ...(rrule !== undefined && withdrawn && { endedAt: withdrawn.at }),
    },
    new Date(range.start).toISOString(),
    new Date(range.end).toISOString(),
  );
  return found.map(toInterval).map(({ start, end }) => ({
    start: Math.max(start, range.start),
    end: Math.min(end, range.end),
  }));
}

/** How long intervals are together; what several share counts once. */
export function lengthOf(intervals: readonly Interval[]): number {
  return mergeIntervals(intervals).reduce(
    (sum, { start, end }) => sum + end - start,
    0,
  );
}

/** The most that intervals cover of any stretch of a length. */
export function mostWithin(
  intervals: readonly Interval[],
  length: number,
): number {
  const merged = mergeIntervals(intervals);
  // The fullest stretch ends with one of them: moved on, it would lose at its begin as much as it gains, or more.
  return Math.max(
    0,
    ...merged.map(({ end }) =>
      lengthOf(
        merged.flatMap(each => {
          const start = Math.max(each.start, end - length);
          const last = Math.min(each.end, end);
          return start < last ? [{ start, end: last }] : [];
        }),
      ),
    ),
  );
}
