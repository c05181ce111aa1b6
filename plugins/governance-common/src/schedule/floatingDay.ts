/**
 * A wall-clock time without a zone ("floating"), in milliseconds as if it were UTC: its days all have 24 hours, so that
 * they can be counted.
 */
export type Floating = number;

export const DAY = 86_400_000;

/** A day of the Gregorian calendar, with its place in week, month and year. */
export interface CalendarDay {
  /** Its midnight. */
  at: Floating;
  year: number;
  /** 1–12. */
  month: number;
  /** 1–31. */
  day: number;
  /** ISO 8601: Monday is 1. */
  weekday: number;
  daysInMonth: number;
  /** 1–366. */
  ordinal: number;
  daysInYear: number;
}

/** The day a floating time falls on. */
export function calendarDay(time: Floating): CalendarDay {
  const index = Math.floor(time / DAY);
  const date = new Date(index * DAY);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth() + 1;
  const newYear = firstOfMonth(year, 1);
  return {
    at: index * DAY,
    year,
    month,
    day: date.getUTCDate(),
    // 1 January 1970 was a Thursday.
    weekday: ((((index + 3) % 7) + 7) % 7) + 1,
    daysInMonth: daysInMonth(year, month),
    ordinal: index - newYear / DAY + 1,
    daysInYear: (firstOfMonth(year + 1, 1) - newYear) / DAY,
  };
}

/** Midnight of the first day of a month; months beyond 12 are in later years. */
export function firstOfMonth(year: number, month: number): Floating {
  const first = new Date(0);
  // `Date.UTC` would take the years 0 to 99 for those of the twentieth century.
  first.setUTCFullYear(year, month - 1, 1);
  return first.getTime();
}

/** 28–31. */
export function daysInMonth(year: number, month: number): number {
  return (firstOfMonth(year, month + 1) - firstOfMonth(year, month)) / DAY;
}
