import { ColumnType } from '../report/model';

/** What a value must look like, for a sentence. */
export const typeWords: Record<ColumnType, string> = {
  text: 'text without the character NUL',
  integer: 'a whole number of 64 bits',
  numeric: 'a number such as 12.50',
  boolean: 'true or false',
  timestamp: 'a date and time with an offset such as 2026-09-30T22:00:00Z',
  date: 'a date such as 2026-09-30',
};

/** The text of a value as PostgreSQL reads it into such a column; undefined where it is none. */
export type ValueReader = (text: string) => string | undefined;

const MAX_BIGINT = BigInt('9223372036854775807');
const MIN_BIGINT = BigInt('-9223372036854775808');
const INTEGER = /^-?\d{1,19}$/;
const NUMERIC = /^-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/;
const LONGEST_NUMBER = 1000;
const TIMESTAMP =
  /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?(?:Z|[+-](\d\d)(?::?(\d\d))?)$/;
const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
// eslint-disable-next-line no-control-regex
const UNSTORABLE = /\u0000|\p{Surrogate}/u;

const booleans: Readonly<Record<string, string>> = {
  true: 'true',
  t: 'true',
  false: 'false',
  f: 'false',
};

/** How the values of each type are read. */
export const valueReaders: Record<ColumnType, ValueReader> = {
  text: text => (UNSTORABLE.test(text) ? undefined : text),
  integer: text => (INTEGER.test(text) && fits(text) ? text : undefined),
  numeric: text =>
    text.length <= LONGEST_NUMBER && NUMERIC.test(text) ? text : undefined,
  boolean: text => {
    const word = text.toLowerCase();
    return Object.hasOwn(booleans, word) ? booleans[word] : undefined;
  },
  timestamp: text => (isTimestamp(text) ? text : undefined),
  date: text => {
    const match = DATE.exec(text);
    return match && isDay(match[1], match[2], match[3]) ? text : undefined;
  },
};

function fits(text: string): boolean {
  if (text.length < 19) return true;
  const value = BigInt(text);
  return value >= MIN_BIGINT && value <= MAX_BIGINT;
}

function isTimestamp(text: string): boolean {
  const match = TIMESTAMP.exec(text);
  if (!match) return false;
  const [, year, month, day, hour, minute, second = '0', away = '0'] = match;
  return (
    isDay(year, month, day) &&
    Number(hour) < 24 &&
    Number(minute) < 60 &&
    Number(second) < 60 &&
    Number(away) < 15 &&
    Number(match[8] ?? 0) < 60
  );
}

const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isDay(yearText: string, monthText: string, dayText: string): boolean {
  const year = Number(yearText);
  const month = Number(monthText);
  const day = Number(dayText);
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= daysOfMonth[month - 1] + (month === 2 && leap ? 1 : 0);
}
