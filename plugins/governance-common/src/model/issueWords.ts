import { z } from 'zod';

type Issue = z.core.$ZodRawIssue;

const units: Record<string, [one: string, many: string]> = {
  string: ['character', 'characters'],
  array: ['entry', 'entries'],
  set: ['entry', 'entries'],
  map: ['entry', 'entries'],
  file: ['byte', 'bytes'],
};

const kinds: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  date: 'a date',
  null: 'null',
};

const formats: Record<string, string> = {
  url: 'a URL such as https://example.com/page',
  email: 'an e-mail address',
  uuid: 'a UUID',
  datetime: 'a date and time such as 2026-11-24T22:00:00Z',
  date: 'a date such as 2026-11-24',
};

/**
 * Says what is wrong with a value where its schema does not, as a reader would: "must have at least 3 characters", not
 * "Too small: expected string to have >=3 characters". For the `error` of a parse: `schema.safeParse(value, inWords)`.
 */
export const inWords = {
  error: (issue: Issue): string | undefined => wordsOf(issue),
};

function wordsOf(issue: Issue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'is missing'
        : `must be ${kinds[issue.expected] ?? issue.expected}`;
    case 'too_small':
      return bound(issue.origin, Number(issue.minimum), {
        isLeast: true,
        inclusive: issue.inclusive,
      });
    case 'too_big':
      return bound(issue.origin, Number(issue.maximum), {
        isLeast: false,
        inclusive: issue.inclusive,
      });
    case 'invalid_format':
      return formats[issue.format] && `must be ${formats[issue.format]}`;
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'invalid_value':
      return issue.values.length === 1
        ? `must be ${String(issue.values[0])}`
        : `must be one of ${issue.values.map(String).join(', ')}`;
    case 'unrecognized_keys':
      return `there is no ${issue.keys.join(', ')}`;
    default:
      return undefined;
  }
}

function bound(
  origin: string,
  limit: number,
  { isLeast, inclusive = true }: { isLeast: boolean; inclusive?: boolean },
): string {
  const unit = units[origin];
  if (unit) {
    if (isLeast && limit === 1) return 'must not be empty';
    const count = `${limit} ${limit === 1 ? unit[0] : unit[1]}`;
    return `must have at ${isLeast ? 'least' : 'most'} ${count}`;
  }
  if (inclusive) return `must be ${limit} or ${isLeast ? 'more' : 'less'}`;
  return `must be ${isLeast ? 'more' : 'less'} than ${limit}`;
}
