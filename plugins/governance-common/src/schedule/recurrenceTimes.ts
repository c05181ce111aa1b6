import { Recurrence } from './recurrence';
import {
  CalendarDay,
  calendarDay,
  DAY,
  daysInMonth,
  firstOfMonth,
  Floating,
} from './floatingDay';

/** A COUNT is counted from the start; over more than a century of days it is given up. */
const MOST_PERIODS = 50_000;

/**
 * The times of a recurrence from `start` on that lie before `before`, in order and with COUNT applied. Those before
 * `from` may be left out. UNTIL is left to the caller, who knows the zone.
 *
 * Periods (days, weeks, months, years) are walked one by one up to `before`, so that a rule which matches nothing, such
 * as 30 February, ends as well. (The rrule package looks for its first match until the year 9999: ten seconds for that
 * one.) As there, and unlike RFC 5545, the start itself counts only where the rule gives it.
 */
export function* recurrenceTimes(
  recurrence: Recurrence,
  start: Floating,
  from: Floating,
  before: Floating,
): Generator<Floating> {
  const { count, interval } = recurrence;
  const first = calendarDay(start);
  // Without COUNT nothing before `from` matters: go there at once, in step with INTERVAL.
  const skipped =
    count === undefined && from > start
      ? Math.floor(periodsBetween(recurrence, first, from) / interval)
      : 0;
  let given = 0;
  for (let step = skipped; step < skipped + MOST_PERIODS; step++) {
    const period = periodAfter(recurrence, first, step * interval);
    if (period >= before) {
      return;
    }
    for (const time of timesInPeriod(recurrence, period, start, first)) {
      if (time >= start) {
        if (time >= before || given === count) {
          return;
        }
        given++;
        yield time;
      }
    }
  }
}

/** Where the `n`th period after the one of `first` begins. */
function periodAfter(
  { freq, weekStart }: Recurrence,
  first: CalendarDay,
  n: number,
): Floating {
  switch (freq) {
    case 'DAILY':
      return first.at + n * DAY;
    case 'WEEKLY':
      return first.at + (n * 7 - ((first.weekday - weekStart + 7) % 7)) * DAY;
    case 'MONTHLY':
      return firstOfMonth(first.year, first.month + n);
    default:
      return firstOfMonth(first.year + n, 1);
  }
}

/** How many periods lie between the one of `first` and the one of `to`, or one fewer. */
function periodsBetween(
  { freq }: Recurrence,
  first: CalendarDay,
  to: Floating,
): number {
  const last = calendarDay(to);
  switch (freq) {
    case 'DAILY':
      return (last.at - first.at) / DAY;
    case 'WEEKLY':
      return Math.floor((last.at - first.at) / (7 * DAY));
    case 'MONTHLY':
      return (last.year - first.year) * 12 + last.month - first.month;
    default:
      return last.year - first.year;
  }
}

function timesInPeriod(
  recurrence: Recurrence,
  period: Floating,
  start: Floating,
  first: CalendarDay,
): Floating[] {
  const clock = timesOfDay(recurrence, start - first.at);
  const times = daysInPeriod(recurrence, period)
    .map(calendarDay)
    .filter(day => isChosen(day, recurrence, first))
    .flatMap(day => clock.map(time => day.at + time));
  const { bySetPos } = recurrence;
  if (bySetPos.length === 0) {
    return times;
  }
  const chosen = new Set(
    bySetPos.map(pos => (pos > 0 ? pos - 1 : times.length + pos)),
  );
  return times.filter((_, i) => chosen.has(i));
}

/** The times of day in milliseconds, in order; what the rule does not say is as at the start. */
function timesOfDay(
  { byHour, byMinute }: Recurrence,
  startOfFirst: number,
): number[] {
  const minute = 60_000;
  const hour = 60 * minute;
  const hours = byHour.length ? byHour : [Math.floor(startOfFirst / hour)];
  const minutes = byMinute.length
    ? byMinute
    : [Math.floor((startOfFirst % hour) / minute)];
  return hours.flatMap(h =>
    minutes.map(m => h * hour + m * minute + (startOfFirst % minute)),
  );
}

function daysInPeriod({ freq }: Recurrence, period: Floating): Floating[] {
  const { year, month, daysInYear } = calendarDay(period);
  const length = {
    DAILY: 1,
    WEEKLY: 7,
    MONTHLY: daysInMonth(year, month),
    YEARLY: daysInYear,
  }[freq];
  return Array.from({ length }, (_, i) => period + i * DAY);
}

function isChosen(
  day: CalendarDay,
  recurrence: Recurrence,
  first: CalendarDay,
): boolean {
  const { byMonth, byMonthDay, byDay } = recurrence;
  if (byMonth.length > 0 && !byMonth.includes(day.month)) {
    return false;
  }
  if (
    byMonthDay.length > 0 &&
    !byMonthDay.includes(day.day) &&
    !byMonthDay.includes(day.day - day.daysInMonth - 1)
  ) {
    return false;
  }
  if (byDay.length > 0) {
    return byDay.some(
      ({ weekday, nth }) =>
        weekday === day.weekday &&
        (nth === undefined || isNth(nth, day, recurrence)),
    );
  }
  return byMonthDay.length > 0 || isLikeFirst(day, recurrence, first);
}

/** Where a rule names no days, they are like the start's. */
function isLikeFirst(
  day: CalendarDay,
  { freq, byMonth }: Recurrence,
  first: CalendarDay,
): boolean {
  switch (freq) {
    case 'DAILY':
      return true;
    case 'WEEKLY':
      return day.weekday === first.weekday;
    case 'MONTHLY':
      return day.day === first.day;
    default:
      return (
        day.day === first.day &&
        (byMonth.length > 0 || day.month === first.month)
      );
  }
}

/** Whether the day is the nth of its weekday: in its month, or in its year for a yearly rule without months. */
function isNth(nth: number, day: CalendarDay, { freq, byMonth }: Recurrence) {
  const ofYear = freq === 'YEARLY' && byMonth.length === 0;
  const index = ofYear ? day.ordinal : day.day;
  const length = ofYear ? day.daysInYear : day.daysInMonth;
  return nth > 0
    ? Math.ceil(index / 7) === nth
    : Math.ceil((length - index + 1) / 7) === -nth;
}
