import { TimeWindow } from '../model/primitives';

/** A half-open interval in milliseconds since the epoch. */
export interface Interval {
  start: number;
  end: number;
}

export function toInterval({ start, end }: TimeWindow): Interval {
  return { start: Date.parse(start), end: Date.parse(end) };
}

export function toWindow({ start, end }: Interval): TimeWindow {
  return {
    start: new Date(start).toISOString(),
    end: new Date(end).toISOString(),
  };
}

/** Whether two half-open intervals share an instant: windows that only touch do not. */
export function overlaps(a: Interval, b: Interval): boolean {
  return a.start < b.end && b.start < a.end;
}

/** Whether two windows share an instant; ISO 8601 with any offset. */
export function windowsOverlap(a: TimeWindow, b: TimeWindow): boolean {
  return overlaps(toInterval(a), toInterval(b));
}

/** The same instants as intervals that neither overlap nor touch, in order. */
export function mergeIntervals(intervals: readonly Interval[]): Interval[] {
  const merged: Interval[] = [];
  for (const { start, end } of [...intervals].sort(
    (a, b) => a.start - b.start,
  )) {
    const last = merged[merged.length - 1];
    if (last && start <= last.end) {
      last.end = Math.max(last.end, end);
    } else {
      merged.push({ start, end });
    }
  }
  return merged;
}

/** Of merged intervals, the index of the first that ends after the instant; their number when none does. */
export function firstEndingAfter(
  merged: readonly Interval[],
  instant: number,
): number {
  let low = 0;
  let high = merged.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (merged[middle].end > instant) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}
