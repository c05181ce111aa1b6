import { DateTime } from 'luxon';

/** As the ledger and the database write instants. */
const USUAL = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** An instant for a sentence: `2026-11-24 21:00 UTC`. */
export function utc(instant: string): string {
  const time = millis(instant);
  if (Number.isNaN(time)) return instant;
  const [day, hour] = new Date(time).toISOString().split('T');
  return `${day} ${hour.slice(0, 5)} UTC`;
}

/** Milliseconds since the epoch; `NaN`, which compares false with everything, when it is no instant. */
export function millis(instant: string): number {
  if (USUAL.test(instant)) {
    const time = new Date(instant);
    // `Date` takes the 31st of February for the 3rd of March; such an instant is left to luxon, which refuses it.
    if (!Number.isNaN(time.getTime()) && time.toISOString() === instant) {
      return time.getTime();
    }
  }
  return DateTime.fromISO(instant, { zone: 'utc' }).toMillis();
}
