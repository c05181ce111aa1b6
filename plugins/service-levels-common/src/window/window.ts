import { DateTime } from 'luxon';
import { calendarLength, nominalLength, SloDuration } from './durations';

/** The time an objective looks back on. */
export type SloWindow =
  | { kind: 'rolling'; duration: SloDuration }
  | {
      kind: 'calendar';
      duration: SloDuration;
      /** A local date and time without an offset, as its zone's clocks show it: where the first period begins. */
      start: string;
      /** IANA name. */
      timeZone: string;
    };

/** Half open, milliseconds since 1970. */
export interface Period {
  start: number;
  end: number;
}

/** Milliseconds, where months, quarters and years count as 30, 90 and 365 days: what alert windows derive from. */
export function windowLength({ duration }: SloWindow): number {
  return nominalLength(duration);
}

/**
 * The period that an objective is judged over at an instant: the last so many days, or the calendar period that is
 * under way. Periods of a calendar window are counted from its start in its own zone, each from the start itself and
 * not from the one before: the 31st stays the 31st, and midnight stays midnight when clocks change.
 */
export function periodAt(window: SloWindow, at: number): Period {
  if (window.kind === 'rolling') {
    return { start: at - nominalLength(window.duration), end: at };
  }
  const { duration, timeZone } = window;
  const start = DateTime.fromISO(window.start, { zone: timeZone });
  const begin = (n: number) =>
    start
      .plus(calendarLength({ ...duration, count: duration.count * n }))
      .toMillis();
  const passed = DateTime.fromMillis(at, { zone: timeZone }).diff(
    start,
    duration.unit,
  );
  let n = Math.floor(passed.as(duration.unit) / duration.count);
  while (begin(n) > at) n -= 1;
  while (begin(n + 1) <= at) n += 1;
  return { start: begin(n), end: begin(n + 1) };
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/**
 * Milliseconds between two evaluations of an objective: a minute, or less where the window is so short that its alerts
 * have to be faster.
 */
export function stepOf(windowMs: number): number {
  return windowMs < DAY ? MINUTE / 4 : MINUTE;
}
