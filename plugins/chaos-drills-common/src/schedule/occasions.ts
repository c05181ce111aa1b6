import {
  occurrences,
  ScheduledTimes,
} from '@countersign/plugin-governance-common';
import { Occasion, ScheduleFacts } from './model';

/** When drills of an experiment are to be: its windows, and how long before each a drill is planned. */
export interface DrillTimes extends ScheduledTimes {
  rrule: string;
  daysAhead: number;
}

const DAY_MS = 86_400_000;
/** Most rules come within days or weeks; one for a leap day still has a next time. */
const DAYS_AHEAD = [3, 40, 400, 9 * 366];

/** The first window that begins after an instant. */
export function nextWindow(
  times: ScheduledTimes,
  after: string,
): Occasion | undefined {
  const from = Date.parse(after);
  for (const days of DAYS_AHEAD) {
    const to = new Date(from + days * DAY_MS).toISOString();
    const found = occurrences(times, after, to).find(
      ({ start }) => Date.parse(start) > from,
    );
    if (found) return found;
  }
  return undefined;
}

/**
 * The window for which a drill is to be planned now; undefined where none is. It is always the next one that has not begun:
 * windows that were left out, while the schedule was paused or the portal was off, are made up for by that one drill, which is
 * then planned at once.
 */
export function dueOccasion(
  times: DrillTimes,
  { state, since, last }: ScheduleFacts,
  now: string,
): Occasion | undefined {
  if (state !== 'on' || since === undefined) return undefined;
  const begin = last && last.start > since ? last.start : since;
  const next = nextWindow(times, begin > now ? begin : now);
  if (!next) return undefined;
  const leftOut = nextWindow(times, begin)!.start < next.start;
  const planAt = Date.parse(next.start) - times.daysAhead * DAY_MS;
  return leftOut || planAt <= Date.parse(now) ? next : undefined;
}
