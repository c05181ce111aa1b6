import { DateTime } from 'luxon';
import { TimeWindow } from '@countersign/plugin-governance-common';

/** British English names zones as people know them (CET, not GMT+1) and puts the day before the month. */
const LOCALE = 'en-GB';

const local = (instant: string) => DateTime.fromISO(instant).setLocale(LOCALE);

/** "Tue 24 Nov 2026, 22:00 CET (21:00 UTC)": what a hover shows. */
export function absoluteTime(instant: string): string {
  const here = local(instant);
  if (!here.isValid) return instant;
  const utc = here.toUTC();
  const own = here.toFormat('ccc d LLL yyyy, HH:mm ZZZZ');
  if (here.offset === 0) return own;
  const sameDay = here.toISODate() === utc.toISODate();
  return `${own} (${utc.toFormat(
    sameDay ? "HH:mm 'UTC'" : "ccc d LLL, HH:mm 'UTC'",
  )})`;
}

/** "Tue 24 Nov, 22:00 CET": what a table shows. The year is named when it is not this one. */
export function shortTime(instant: string, now: number): string {
  const here = local(instant);
  if (!here.isValid) return instant;
  const year = here.year === DateTime.fromMillis(now).year ? '' : ' yyyy';
  return here.toFormat(`ccc d LLL${year}, HH:mm ZZZZ`);
}

/** "Tue 24 Nov, 22:00–23:30 CET"; a night is written as one ("22:00–02:00"), anything longer with both dates. */
export function windowText(window: TimeWindow, now: number): string {
  const start = local(window.start);
  const end = local(window.end);
  if (!start.isValid || !end.isValid) return `${window.start} – ${window.end}`;
  const year = start.year === DateTime.fromMillis(now).year ? '' : ' yyyy';
  const from = start.toFormat(`ccc d LLL${year}, HH:mm`);
  const oneNight =
    start.hasSame(end, 'day') || end.diff(start, 'hours').hours < 12;
  const zone = end.toFormat('ZZZZ');
  return oneNight
    ? `${from}–${end.toFormat('HH:mm')} ${zone}`
    : `${from} – ${end.toFormat('ccc d LLL, HH:mm')} ${zone}`;
}

/** The reader's own zone, by its place and its usual name: "Europe/Berlin (CET)", "UTC". */
export function zoneText(): string {
  const now = DateTime.now().setLocale(LOCALE);
  return now.zoneName === now.offsetNameShort
    ? now.zoneName
    : `${now.zoneName} (${now.offsetNameShort})`;
}

/** A length of time in its one or two largest units: "3 h", "1 h 20 min", "4 d". Milliseconds in. */
export function spanText(milliseconds: number): string {
  const seconds = Math.round(Math.abs(milliseconds) / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 6 * 60) {
    const rest = minutes % 60;
    const hours = Math.floor(minutes / 60);
    return rest ? `${hours} h ${rest} min` : `${hours} h`;
  }
  const hours = Math.round(minutes / 60);
  if (hours < 48) return `${hours} h`;
  const days = Math.round(hours / 24);
  if (days < 61) return `${days} d`;
  const months = Math.round(days / 30.44);
  return months < 24
    ? `${months} months`
    : `${Math.round(days / 365.25)} years`;
}

/** A clock that counts up: "0:07", "42:07", "3:07:42"; days are told as such. Milliseconds in. */
export function clockText(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const hours = Math.floor(seconds / 3600);
  if (hours >= 48) return spanText(milliseconds);
  const two = (n: number) => String(n).padStart(2, '0');
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = two(seconds % 60);
  return hours ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}
