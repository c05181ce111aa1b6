import { DateTime, DurationLikeObject } from 'luxon';

export type WallClockType = 'datetime-local' | 'date';

/** As it is written for people: the same everywhere, day after month after year, 24 hours. */
const written = { 'datetime-local': 'yyyy-MM-dd HH:mm', date: 'yyyy-MM-dd' };
/** As the platform's own fields have it, and so everything that reads a value. */
const kept = { 'datetime-local': "yyyy-MM-dd'T'HH:mm", date: 'yyyy-MM-dd' };

const forms = {
  'datetime-local':
    /^(\d{4})-(\d{1,2})-(\d{1,2})(?:\s*T\s*|\s+)(\d{1,2}):(\d{2})$/,
  date: /^(\d{4})-(\d{1,2})-(\d{1,2})$/,
};

/** What somebody typed, as a value; undefined while it is none, or is no day of the calendar. */
export function readWallClock(
  text: string,
  type: WallClockType,
): string | undefined {
  const match = forms[type].exec(text.trim());
  if (!match) return undefined;
  const [year, month, day, hour = 0, minute = 0] = match.slice(1).map(Number);
  const at = DateTime.fromObject({ year, month, day, hour, minute });
  return at.isValid ? at.toFormat(kept[type]) : undefined;
}

/** A value as it is written; empty for none. */
export function writeWallClock(value: string, type: WallClockType): string {
  const at = DateTime.fromISO(value);
  return value && at.isValid ? at.toFormat(written[type]) : '';
}

/** An instant as the reader's clock shows it, as a value; empty for none. */
export function toWallClock(instant: string | undefined): string {
  const at = DateTime.fromISO(instant ?? '');
  return at.isValid ? at.toFormat(kept['datetime-local']) : '';
}

/** What the reader's clock shows, as an instant in UTC; undefined while it is none. */
export function toInstant(value: string): string | undefined {
  return DateTime.fromISO(value).toUTC().toISO() ?? undefined;
}

/** Which part of what is written the caret stands in, by where the part ends. */
const parts: [end: number, unit: keyof DurationLikeObject][] = [
  [4, 'years'],
  [7, 'months'],
  [10, 'days'],
  [13, 'hours'],
  [16, 'minutes'],
];

/** What the arrow keys make of a value: the part at the caret, one more or one less. */
export function stepWallClock(
  value: string,
  type: WallClockType,
  caret: number,
  step: 1 | -1,
): string {
  const [, unit] = parts.find(([end]) => caret <= end) ?? parts[4];
  const at = DateTime.fromISO(value).plus({ [unit]: step });
  return at.isValid ? at.toFormat(kept[type]) : value;
}
