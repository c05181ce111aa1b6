import { Column } from '../report/model';

/**
 * What an expression gives, as far as the profile needs to know it. `text` has the collation "C"; `loose text` has that of
 * the database, which differs between servers; `literal` is a constant in quotes that may become anything.
 */
export type SqlType =
  | 'text'
  | 'loose text'
  | 'literal'
  | 'null'
  | 'integer'
  | 'numeric'
  | 'boolean'
  | 'timestamptz'
  | 'timestamp'
  | 'date'
  | 'interval'
  | 'array'
  | 'loose array'
  | 'unknown';

export function typeOfColumn({ type }: Column): SqlType {
  return type === 'timestamp' ? 'timestamptz' : type;
}

export function isTime(type: SqlType): boolean {
  return type === 'timestamptz' || type === 'timestamp' || type === 'date';
}

/** What several alternatives give together: the branches of CASE, the sides of UNION. */
export function together(types: readonly SqlType[]): SqlType {
  const known = types.filter(type => type !== 'null' && type !== 'literal');
  if (known.length === 0) {
    return types.includes('literal') ? 'literal' : 'null';
  }
  if (known.includes('text')) return 'text';
  if (known.includes('loose text')) return 'loose text';
  if (known.includes('numeric')) return 'numeric';
  return known[0];
}

/** The text that a function makes of these: "C" where one of them has it. */
export function textOf(types: readonly SqlType[]): SqlType {
  if (types.includes('text')) return 'text';
  return types.includes('array') ? 'text' : 'loose text';
}

/** What a column of a result has: a constant there is text of the database's collation. */
export function settled(type: SqlType): SqlType {
  return type === 'literal' || type === 'null' ? 'loose text' : type;
}

/** How an ordering of loose texts is mended. */
export const collateRemedy = 'write COLLATE "C" after it';

export function arrayOf(type: SqlType): SqlType {
  return type === 'loose text' || type === 'literal' ? 'loose array' : 'array';
}

const castTypes: Readonly<Record<string, SqlType>> = {
  text: 'loose text',
  int2: 'integer',
  int4: 'integer',
  int8: 'integer',
  numeric: 'numeric',
  bool: 'boolean',
  timestamptz: 'timestamptz',
  timestamp: 'timestamp',
  date: 'date',
  interval: 'interval',
};

/** The type that a cast leads to; undefined where the profile has no such type. */
export function castType(name: string, from: SqlType): SqlType | undefined {
  if (!Object.hasOwn(castTypes, name)) return undefined;
  // A text that is cast to text stays what it is.
  return name === 'text' && from === 'text' ? 'text' : castTypes[name];
}

export const castable =
  'text, bigint, integer, numeric, boolean, timestamptz, timestamp, date and interval';

const TIME = String.raw`[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?`;
const literals: Partial<Record<SqlType, [pattern: RegExp, example: string]>> = {
  date: [/^\d{4}-\d\d-\d\d$/, '2026-09-30'],
  timestamp: [
    new RegExp(`^\\d{4}-\\d\\d-\\d\\d(${TIME})?$`),
    '2026-09-30T22:00:00',
  ],
  timestamptz: [
    new RegExp(`^\\d{4}-\\d\\d-\\d\\d${TIME}(Z|[+-]\\d\\d:?\\d\\d)$`),
    '2026-09-30T22:00:00Z',
  ],
};

/** A right way to write a constant of this type where this one is not: "now" is a clock, "Africa/Casablanca" a matter of opinion. */
export function betterLiteral(type: SqlType, text: string): string | undefined {
  const known = literals[type];
  if (!known || known[0].test(text)) return undefined;
  return /^\d{4}-\d\d-\d\d$/.test(text) && type === 'timestamptz'
    ? undefined
    : known[1];
}
