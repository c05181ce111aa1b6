import { DateTime } from 'luxon';

/** How times of an export are read. */
export interface TimeReading {
  /** Of times without an offset. */
  timeZone?: string;
  /** As Luxon writes formats; absent, as ISO 8601 or SQL have them. */
  format?: string;
}

/** An offset at the end, behind a time: that of a date alone would be its day. */
const withOffset = /\d:?\d{2}(?:[.,]\d+)?\s?(?:Z|[+-]\d{2}:?\d{2})$/i;

/**
 * The instant that a text of an export means, in UTC.
 *
 * An hour that happens twice, when clocks go back, is taken for the first; one that clocks leave out is refused.
 */
export function readTime(
  text: string,
  { timeZone, format }: TimeReading,
): { instant: string } | { message: string } {
  const hasOffset = format ? /Z/.test(unquoted(format)) : withOffset.test(text);
  if (!hasOffset && timeZone === undefined) {
    return {
      message: `${text} says no zone. Set timeZone in the mapping, for example UTC.`,
    };
  }
  const zone = timeZone ?? 'utc';
  const time = format
    ? DateTime.fromFormat(text, format, { zone, locale: 'en-US' })
    : readUsual(text, zone);
  if (!time.isValid) {
    return {
      message: format
        ? `${text} is no time of the form ${format}.`
        : `${text} is no time such as 2026-11-24 22:00:00. Set timeFormat in the mapping, for example dd/MM/yyyy HH:mm.`,
    };
  }
  if (!hasOffset && !isOnTheClock(text, time, { zone, format })) {
    return {
      message: `${text} does not exist in ${zone}: clocks leave that hour out.`,
    };
  }
  const [first = time] = hasOffset ? [time] : time.getPossibleOffsets();
  const utc = first.toUTC();
  if (utc.year < 1 || utc.year > 9999) {
    return { message: `${text} does not lie in the years 1 to 9999.` };
  }
  return { instant: utc.toISO()! };
}

function readUsual(text: string, zone: string): DateTime {
  const iso = DateTime.fromISO(text, { zone });
  return iso.isValid ? iso : DateTime.fromSQL(text, { zone });
}

/** Luxon moves a time that clocks leave out; read as UTC, which leaves out none, it stays where it was. */
function isOnTheClock(
  text: string,
  time: DateTime,
  { zone, format }: { zone: string; format?: string },
): boolean {
  if (zone === 'utc') return true;
  const wall = format
    ? DateTime.fromFormat(text, format, { zone: 'utc', locale: 'en-US' })
    : readUsual(text, 'utc');
  return (
    time.toFormat('yyyy-MM-dd HH:mm:ss') ===
    wall.toFormat('yyyy-MM-dd HH:mm:ss')
  );
}

/** A format without what it quotes. */
function unquoted(format: string): string {
  return format.replace(/'[^']*'/g, '');
}
