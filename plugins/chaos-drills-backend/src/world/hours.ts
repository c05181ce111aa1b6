import { StartWorld } from '@countersign/plugin-chaos-drills-common';
import { DateTime } from 'luxon';

export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export type Weekday = (typeof weekdays)[number];

/** Hours in which drills may start. */
export interface DrillHours {
  days: readonly Weekday[];
  /** `09:00`. */
  from: string;
  /** `17:00`, which is not in it any more; `24:00` is the end of the day. */
  to: string;
  timeZone: string;
}

/** Nobody waits longer for an hour that never comes. */
const DAYS_AHEAD = 14;

/** Whether drills may start at an instant, and if not when next. */
export function hoursAt(
  hours: readonly DrillHours[],
  at: string,
): StartWorld['hours'] {
  const now = DateTime.fromISO(at, { zone: 'utc' });
  const spans = hours.flatMap(each => spansOf(each, now));
  if (spans.some(({ from, to }) => from <= now && now < to)) {
    return { open: true };
  }
  const next = spans
    .map(({ from }) => from)
    .filter(from => from > now)
    .sort((a, b) => a.toMillis() - b.toMillis())
    .at(0);
  return {
    open: false,
    ...(next && { opensAt: next.toUTC().toISO() ?? undefined }),
  };
}

function spansOf({ days, from, to, timeZone }: DrillHours, now: DateTime) {
  const today = now.setZone(timeZone).startOf('day');
  return Array.from({ length: DAYS_AHEAD }, (_, i) =>
    today.plus({ days: i }),
  ).flatMap(day =>
    days.includes(weekdays[day.weekday - 1])
      ? [{ from: clockAt(day, from), to: clockAt(day, to) }]
      : [],
  );
}

/** By the clock on the wall: days on which it is set forward or back have the same hours. */
function clockAt(day: DateTime, time: string): DateTime {
  if (time === '24:00') return day.plus({ days: 1 });
  const [hour, minute] = time.split(':').map(Number);
  return day.set({ hour, minute });
}
