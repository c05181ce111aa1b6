import { DateTime } from 'luxon';

/** An instant for a sentence: `2026-11-24 21:00 UTC`. */
export function utc(instant: string): string {
  const time = DateTime.fromISO(instant, { zone: 'utc' });
  return time.isValid ? time.toFormat("yyyy-MM-dd HH:mm 'UTC'") : instant;
}

/** Milliseconds since the epoch; `NaN`, which compares false with everything, when it is no instant. */
export const millis = (instant: string): number =>
  DateTime.fromISO(instant).toMillis();
