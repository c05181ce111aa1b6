import { SqlType } from './types';

/** What a function gives: a type, or how it follows from its arguments. */
type Result =
  | SqlType
  | 'first'
  | 'second'
  | 'texts'
  | 'array of first'
  | 'items';

/** A function that is the same on every engine and version of the profile. */
export interface KnownFunction {
  kind: 'scalar' | 'aggregate' | 'window' | 'set';
  least: number;
  most: number;
  result: Result;
  /** Its value follows the order of the rows. */
  ordered?: boolean;
  /** It compares texts. */
  compares?: boolean;
  /** It reads letters, and so needs the collation "C". */
  letters?: boolean;
}

const scalar = (
  least: number,
  most: number,
  result: Result,
  more: Partial<KnownFunction> = {},
): KnownFunction => ({ kind: 'scalar', least, most, result, ...more });
const aggregate = (
  result: Result,
  more: Partial<KnownFunction> = {},
): KnownFunction => ({ kind: 'aggregate', least: 1, most: 1, result, ...more });
const windowed = (
  least: number,
  most: number,
  result: Result,
  ordered = true,
): KnownFunction => ({ kind: 'window', least, most, result, ordered });

const many = 100;

/** All that queries may call: whatever is not here is refused, for nobody has shown that it is the same everywhere. */
export const knownFunctions: Readonly<Record<string, KnownFunction>> = {
  // Texts
  ascii: scalar(1, 1, 'integer'),
  btrim: scalar(1, 2, 'texts'),
  char_length: scalar(1, 1, 'integer'),
  concat: scalar(1, many, 'texts'),
  concat_ws: scalar(2, many, 'texts'),
  initcap: scalar(1, 1, 'texts', { letters: true }),
  left: scalar(2, 2, 'texts'),
  length: scalar(1, 1, 'integer'),
  lower: scalar(1, 1, 'texts', { letters: true }),
  lpad: scalar(2, 3, 'texts'),
  ltrim: scalar(1, 2, 'texts'),
  md5: scalar(1, 1, 'texts'),
  octet_length: scalar(1, 1, 'integer'),
  overlay: scalar(3, 4, 'texts'),
  position: scalar(2, 2, 'integer'),
  regexp_replace: scalar(3, 4, 'texts', { letters: true }),
  replace: scalar(3, 3, 'texts'),
  reverse: scalar(1, 1, 'texts'),
  right: scalar(2, 2, 'texts'),
  rpad: scalar(2, 3, 'texts'),
  rtrim: scalar(1, 2, 'texts'),
  split_part: scalar(3, 3, 'texts'),
  starts_with: scalar(2, 2, 'boolean'),
  strpos: scalar(2, 2, 'integer'),
  substr: scalar(2, 3, 'texts'),
  substring: scalar(2, 3, 'texts'),
  to_char: scalar(2, 2, 'loose text'),
  translate: scalar(3, 3, 'texts'),
  upper: scalar(1, 1, 'texts', { letters: true }),
  // Numbers
  abs: scalar(1, 1, 'first'),
  ceil: scalar(1, 1, 'numeric'),
  ceiling: scalar(1, 1, 'numeric'),
  div: scalar(2, 2, 'numeric'),
  floor: scalar(1, 1, 'numeric'),
  mod: scalar(2, 2, 'first'),
  round: scalar(1, 2, 'numeric'),
  sign: scalar(1, 1, 'numeric'),
  trunc: scalar(1, 2, 'numeric'),
  // Times
  age: scalar(2, 2, 'interval'),
  date_trunc: scalar(2, 2, 'second'),
  extract: scalar(2, 2, 'numeric'),
  isfinite: scalar(1, 1, 'boolean'),
  justify_days: scalar(1, 1, 'interval'),
  justify_hours: scalar(1, 1, 'interval'),
  justify_interval: scalar(1, 1, 'interval'),
  make_date: scalar(3, 3, 'date'),
  make_interval: scalar(0, 7, 'interval'),
  timezone: scalar(2, 2, 'second'),
  // Lists
  array_length: scalar(2, 2, 'integer'),
  array_to_string: scalar(2, 3, 'texts'),
  cardinality: scalar(1, 1, 'integer'),
  string_to_array: scalar(2, 3, 'array of first'),
  // Aggregates
  array_agg: aggregate('array of first', { ordered: true }),
  avg: aggregate('numeric'),
  bool_and: aggregate('boolean'),
  bool_or: aggregate('boolean'),
  count: { ...aggregate('integer'), least: 0 },
  every: aggregate('boolean'),
  max: aggregate('first', { compares: true }),
  min: aggregate('first', { compares: true }),
  percentile_disc: aggregate('unknown'),
  string_agg: { ...aggregate('texts', { ordered: true }), least: 2, most: 2 },
  sum: aggregate('numeric'),
  // Windows
  dense_rank: windowed(0, 0, 'integer', false),
  first_value: windowed(1, 1, 'first'),
  lag: windowed(1, 3, 'first'),
  last_value: windowed(1, 1, 'first'),
  lead: windowed(1, 3, 'first'),
  nth_value: windowed(2, 2, 'first'),
  ntile: windowed(1, 1, 'integer'),
  rank: windowed(0, 0, 'integer', false),
  row_number: windowed(0, 0, 'integer'),
  // Sets of rows
  generate_series: { kind: 'set', least: 2, most: 3, result: 'first' },
  unnest: { kind: 'set', least: 1, most: 1, result: 'items' },
};

/** What to write instead of what is known to differ between engines, versions or moments. */
export const insteadOf: Readonly<Record<string, string>> = {
  now: "use the parameter of the run: (SELECT value::timestamptz FROM parameters WHERE name = 'period_end')",
  clock_timestamp: 'use a parameter of the run',
  statement_timestamp: 'use a parameter of the run',
  transaction_timestamp: 'use a parameter of the run',
  timeofday: 'use a parameter of the run',
  random:
    'take no samples in a query: the same query must give the same rows again',
  gen_random_uuid: 'use the columns of the key',
  percentile_cont: 'use percentile_disc, which gives one of the values',
  date_part: 'use extract(… FROM …), which is exact',
  to_timestamp: 'declare the column as a timestamp: then it is staged as one',
  power: 'multiply',
  sqrt: 'compare the squares',
  stddev: 'use sums of numeric values',
  variance: 'use sums of numeric values',
  any_value: 'use min(…)',
  json_agg: 'use string_agg(… ORDER BY …)',
  jsonb_agg: 'use string_agg(… ORDER BY …)',
  pg_sleep: 'a query only reads what was staged',
};
