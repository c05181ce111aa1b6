import { InputError } from '@backstage/errors';
import { DateTime } from 'luxon';
import { Floating } from './floatingDay';

/** A day of the week as ISO 8601 counts: Monday is 1. `nth` of the month or year, from the end when negative. */
export interface RecurrenceDay {
  weekday: number;
  nth?: number;
}

/** An RFC 5545 recurrence rule, read and checked. Times are local ones of the rule's zone. */
export interface Recurrence {
  freq: Frequency;
  interval: number;
  count?: number;
  /** As the rule gives it: a UTC instant, or a local time without a zone. */
  until?: { time: Floating; utc: boolean };
  byDay: RecurrenceDay[];
  byMonth: number[];
  byMonthDay: number[];
  bySetPos: number[];
  byHour: number[];
  byMinute: number[];
  weekStart: number;
}

const frequencies = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
export type Frequency = (typeof frequencies)[number];
const tooOften = ['SECONDLY', 'MINUTELY', 'HOURLY'];

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** A rule may give this many times a day at most: more is no maintenance window. */
export const TIMES_A_DAY = 24;
/** The most for COUNT and INTERVAL: every occurrence up to the last asked for is walked. */
const MOST = 1000;

type Parts = ReadonlyMap<string, string>;

/**
 * Reads an RFC 5545 recurrence rule such as `FREQ=WEEKLY;BYDAY=TU`, with or without `RRULE:` before it.
 *
 * @throws InputError naming the part that is wrong and what would be right.
 */
export function parseRecurrence(rrule: string): Recurrence {
  const parts = splitParts(rrule);
  const freq = readFrequency(parts);
  refuseUnsupported(parts);
  const recurrence: Recurrence = {
    freq,
    interval: readNumber(parts, 'INTERVAL', 1, MOST) ?? 1,
    count: readNumber(parts, 'COUNT', 1, MOST),
    until: readUntil(parts),
    byDay: readDays(parts, freq),
    byMonth: readNumbers(parts, 'BYMONTH', 1, 12),
    byMonthDay: readNumbers(parts, 'BYMONTHDAY', 1, 31, true),
    bySetPos: readNumbers(parts, 'BYSETPOS', 1, 366, true),
    byHour: readNumbers(parts, 'BYHOUR', 0, 23),
    byMinute: readNumbers(parts, 'BYMINUTE', 0, 59),
    weekStart: readWeekStart(parts),
  };
  const { byHour, byMinute, bySetPos } = recurrence;
  if (Math.max(1, byHour.length) * Math.max(1, byMinute.length) > TIMES_A_DAY) {
    refuse('BYHOUR', `may give ${TIMES_A_DAY} times a day at most`);
  }
  if (recurrence.count !== undefined && recurrence.until !== undefined) {
    refuse('UNTIL', 'cannot stand beside COUNT');
  }
  const selects = ['BYDAY', 'BYMONTHDAY', 'BYMONTH', 'BYHOUR', 'BYMINUTE'];
  if (bySetPos.length > 0 && !selects.some(part => parts.has(part))) {
    refuse('BYSETPOS', `needs one of ${selects.join(', ')} to choose from`);
  }
  return recurrence;
}

function refuse(part: string, why: string): never {
  throw new InputError(`Invalid recurrence rule: ${part} ${why}`);
}

function splitParts(rrule: string): Parts {
  const parts = new Map<string, string>();
  for (const text of rrule
    .trim()
    .replace(/^RRULE:/i, '')
    .split(';')) {
    const [, name, value] = /^([A-Z-]+)=(.+)$/i.exec(text.trim()) ?? [];
    if (!name) {
      refuse(`“${text}”`, 'is not of the form NAME=VALUE');
    }
    const key = name.toUpperCase();
    if (parts.has(key)) {
      refuse(key, 'is given twice');
    }
    parts.set(key, value.trim().toUpperCase());
  }
  return parts;
}

function readFrequency(parts: Parts): Frequency {
  const value = parts.get('FREQ');
  const found = frequencies.find(f => f === value);
  if (found) {
    return found;
  }
  const right = `use one of ${frequencies.join(', ')}`;
  if (value === undefined) {
    return refuse('FREQ', `is missing: ${right}`);
  }
  return refuse(
    `FREQ=${value}`,
    tooOften.includes(value)
      ? `is too often: ${right}`
      : `is unknown: ${right}`,
  );
}

const supported = [
  'FREQ',
  'INTERVAL',
  'COUNT',
  'UNTIL',
  'BYDAY',
  'BYMONTH',
  'BYMONTHDAY',
  'BYSETPOS',
  'BYHOUR',
  'BYMINUTE',
  'WKST',
];

function refuseUnsupported(parts: Parts) {
  for (const name of parts.keys()) {
    if (!supported.includes(name)) {
      refuse(name, `is not supported: use ${supported.join(', ')}`);
    }
  }
}

function readNumber(
  parts: Parts,
  name: string,
  min: number,
  max: number,
): number | undefined {
  const text = parts.get(name);
  return text === undefined ? undefined : toNumber(name, text, min, max, false);
}

function readNumbers(
  parts: Parts,
  name: string,
  min: number,
  max: number,
  fromEnd = false,
): number[] {
  const numbers = (parts.get(name)?.split(',') ?? []).map(text =>
    toNumber(name, text, min, max, fromEnd),
  );
  return [...new Set(numbers)].sort((a, b) => a - b);
}

function toNumber(
  name: string,
  text: string,
  min: number,
  max: number,
  fromEnd: boolean,
): number {
  const value = /^[+-]?\d{1,5}$/.test(text.trim()) ? Number(text) : NaN;
  const size = fromEnd ? Math.abs(value) : value;
  if (!(size >= min && size <= max)) {
    refuse(
      `${name}=${text}`,
      `must be a number from ${min} to ${max}${
        fromEnd ? `, or from -${max} to -${min} to count from the end` : ''
      }`,
    );
  }
  return value;
}

function readDays(parts: Parts, freq: Frequency): RecurrenceDay[] {
  const ordinals = freq === 'MONTHLY' || freq === 'YEARLY';
  return (parts.get('BYDAY')?.split(',') ?? []).map(text => {
    const [, nth, day] = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(text.trim()) ?? [];
    const weekday = weekdays.indexOf(day) + 1;
    if (weekday === 0) {
      refuse(
        `BYDAY=${text}`,
        `must be days such as ${weekdays.join(', ')}, or 1MO, -1FR`,
      );
    }
    if (nth === undefined) {
      return { weekday };
    }
    const most = freq === 'YEARLY' && !parts.has('BYMONTH') ? 53 : 5;
    if (!ordinals || Number(nth) === 0 || Math.abs(Number(nth)) > most) {
      refuse(
        `BYDAY=${text}`,
        ordinals
          ? `counts beyond ${most}`
          : 'may count only with FREQ=MONTHLY or YEARLY',
      );
    }
    return { weekday, nth: Number(nth) };
  });
}

function readUntil(parts: Parts): Recurrence['until'] {
  const text = parts.get('UNTIL');
  if (text === undefined) {
    return undefined;
  }
  const [, date, clock, z] = /^(\d{8})(?:T(\d{6})(Z)?)?$/.exec(text) ?? [];
  const time = DateTime.fromFormat(
    `${date}${clock ?? '235959'}`,
    'yyyyMMddHHmmss',
    { zone: 'utc' },
  );
  if (!time.isValid) {
    refuse(
      `UNTIL=${text}`,
      'must be a date or a time such as 20261231 or 20261231T220000Z',
    );
  }
  return { time: time.toMillis(), utc: z !== undefined };
}

function readWeekStart(parts: Parts): number {
  const text = parts.get('WKST') ?? 'MO';
  const weekday = weekdays.indexOf(text) + 1;
  return weekday || refuse(`WKST=${text}`, `must be ${weekdays.join(', ')}`);
}
