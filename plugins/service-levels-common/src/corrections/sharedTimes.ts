import { Interval } from '@countersign/plugin-governance-common';
import { timesOf } from './times';

/** When something is left out: once, or again and again. */
export interface PlacedTimes {
  window: { start: string; end: string };
  timeZone: string;
  rrule?: string;
}

/** What recurs less often than once a month is looked at as far. */
const LOOKED_AHEAD_MS = 31 * 86_400_000;

/** Those of others that leave out any of the same time; what two share is left out once. */
export function sharingTime<T extends PlacedTimes>(
  wanted: PlacedTimes,
  others: readonly T[],
): T[] {
  const start = Date.parse(wanted.window.start);
  const end = Date.parse(wanted.window.end);
  const range = { start, end: wanted.rrule ? start + LOOKED_AHEAD_MS : end };
  const own = placed(wanted, range);
  return others.filter(other =>
    placed(other, range).some(theirs =>
      own.some(each => each.start < theirs.end && theirs.start < each.end),
    ),
  );
}

function placed(
  { window, timeZone, rrule }: PlacedTimes,
  range: Interval,
): Interval[] {
  return timesOf({ window, timeZone, ...(rrule && { rrule }) }, range);
}
