import { DateTime } from 'luxon';
import { Recurrence } from './recurrence';

/** Local wall-clock times in UTC disguise ("floating"): days all have 24 hours, so that they can be counted. */
type Floating = DateTime;

/**
 * The floating start times of a recurrence from `start` on that lie before `before`, in order and with COUNT applied.
 * Those before `from` may be left out. At most `limit` are given.
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
  const { freq, interval, count } = recurrence;
  const unit = units[freq];
  const first = periodStart(start, recurrence);
  // Without COUNT nothing before `from` matters: jump there, in step with INTERVAL.
  const skipped =
    count === undefined && from > first
      ? Math.floor(Math.max(0, from.diff(first, unit).as(unit) - 1) / interval)
      : 0;
  let given = 0;
  for (let step = skipped; ; step++) {
    const period = first.plus({ [unit]: step * interval });
    if (period >= before) {
      return;
    }
    for (const time of timesInPeriod(recurrence, period, start)) {
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

const units = {
  DAILY: 'days',
  WEEKLY: 'weeks',
  MONTHLY: 'months',
  YEARLY: 'years',
} as const;

function periodStart(time: Floating, { freq, weekStart }: Recurrence) {
  const day = time.startOf('day');
  switch (freq) {
    case 'DAILY':
      return day;
    case 'WEEKLY':
      return day.minus({ days: (day.weekday - weekStart + 7) % 7 });
    case 'MONTHLY':
      return day.startOf('month');
    default:
      return day.startOf('year');
  }
}

function timesInPeriod(
  recurrence: Recurrence,
  period: Floating,
  start: Floating,
): Floating[] {
  const { byHour, byMinute, bySetPos } = recurrence;
  const hours = byHour.length > 0 ? byHour : [start.hour];
  const minutes = byMinute.length > 0 ? byMinute : [start.minute];
  const times = daysInPeriod(recurrence, period, start).flatMap(day =>
    hours.flatMap(hour =>
      minutes.map(minute =>
        day.set({
          hour,
          minute,
          second: start.second,
          millisecond: start.millisecond,
        }),
      ),
    ),
  );
  if (bySetPos.length === 0) {
    return times;
  }
  const chosen = new Set(
    bySetPos.map(pos => (pos > 0 ? pos - 1 : times.length + pos)),
  );
  return times.filter((_, i) => chosen.has(i));
}

function daysInPeriod(
  recurrence: Recurrence,
  period: Floating,
  start: Floating,
): Floating[] {
  const months = monthsInPeriod(recurrence, period, start);
  if (months) {
    return months.flatMap(month =>
      range(month.daysInMonth ?? 0)
        .map(i => month.plus({ days: i }))
        .filter(day => isChosen(day, recurrence, start)),
    );
  }
  return range(recurrence.freq === 'WEEKLY' ? 7 : 1)
    .map(i => period.plus({ days: i }))
    .filter(day => isChosen(day, recurrence, start));
}

/** The months a monthly or yearly period may have days in. */
function monthsInPeriod(
  { freq, byMonth, byDay, byMonthDay }: Recurrence,
  period: Floating,
  start: Floating,
): Floating[] | undefined {
  if (freq === 'MONTHLY') {
    return [period];
  }
  if (freq !== 'YEARLY') {
    return undefined;
  }
  const onlyItsOwn =
    byMonth.length === 0 && byDay.length === 0 && byMonthDay.length === 0;
  return range(12)
    .map(i => period.plus({ months: i }))
    .filter(month => !onlyItsOwn || month.month === start.month);
}

function isChosen(
  day: Floating,
  recurrence: Recurrence,
  start: Floating,
): boolean {
  const { freq, byMonth, byMonthDay, byDay } = recurrence;
  if (byMonth.length > 0 && !byMonth.includes(day.month)) {
    return false;
  }
  if (byMonthDay.length > 0) {
    const fromEnd = day.day - (day.daysInMonth ?? 0) - 1;
    if (!byMonthDay.includes(day.day) && !byMonthDay.includes(fromEnd)) {
      return false;
    }
  }
  if (byDay.length > 0) {
    return byDay.some(
      ({ weekday, nth }) =>
        weekday === day.weekday &&
        (nth === undefined || isNth(nth, day, recurrence)),
    );
  }
  if (byMonthDay.length > 0 || freq === 'DAILY') {
    return true;
  }
  return freq === 'WEEKLY'
    ? day.weekday === start.weekday
    : day.day === start.day;
}

/** Whether the day is the nth of its weekday: in its month, or in its year for a yearly rule without months. */
function isNth(nth: number, day: Floating, { freq, byMonth }: Recurrence) {
  const ofYear = freq === 'YEARLY' && byMonth.length === 0;
  const index = ofYear ? day.ordinal : day.day;
  const length = (ofYear ? day.daysInYear : day.daysInMonth) ?? 0;
  return nth > 0
    ? Math.ceil(index / 7) === nth
    : Math.ceil((length - index + 1) / 7) === -nth;
}

function range(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i);
}
