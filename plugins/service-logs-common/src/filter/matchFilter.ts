import { RE2JS } from 're2js';
import { ReadEntry } from '../model/readRecord';
import { severityNumber } from '../model/severity';
import { shown } from '../model/shown';
import { FieldTerm, Filter, TextTerm } from './Filter';

/** Whether an entry is what a filter looks for. */
export type Matcher = (entry: ReadEntry) => boolean;

/**
 * Makes the test of a filter. A term holds only where it also holds for what is shown of the entry: nobody finds out by asking
 * what a masked value is.
 */
export function matcherOf(filter: Filter): Matcher {
  switch (filter.kind) {
    case 'all': {
      const all = filter.of.map(matcherOf);
      return entry => all.every(matches => matches(entry));
    }
    case 'any': {
      const any = filter.of.map(matcherOf);
      return entry => any.some(matches => matches(entry));
    }
    case 'not': {
      const matches = matcherOf(filter.of);
      return entry => !matches(entry);
    }
    case 'text':
      return asShown(textMatcher(filter));
    default:
      return filter.field === 'severity'
        ? severityMatcher(filter)
        : asShown(fieldMatcher(filter));
  }
}

function asShown(matches: Matcher): Matcher {
  return entry => matches(entry) && matches(shown(entry));
}

function textMatcher({ text }: TextTerm): Matcher {
  const wanted = text.toLowerCase();
  const has = (value: unknown): boolean => {
    if (typeof value === 'string') return value.toLowerCase().includes(wanted);
    if (typeof value !== 'object') return String(value).includes(wanted);
    return value !== null && Object.values(value).some(has);
  };
  return ({ body, attributes, traceId, spanId }) =>
    has(body) || has(attributes) || has(traceId ?? '') || has(spanId ?? '');
}

function severityMatcher({ operator, value }: FieldTerm): Matcher {
  const wanted = severityNumber(value) ?? Number(value);
  if (operator === ':' || operator === '=~') {
    const matches = fieldTest({ operator, value });
    return ({ severityText }) =>
      severityText !== undefined && matches(severityText);
  }
  return ({ severityNumber: number }) => compared(number, operator, wanted);
}

function fieldMatcher(term: FieldTerm): Matcher {
  const holds = fieldTest(term);
  const anyHolds = (value: unknown): boolean =>
    Array.isArray(value) ? value.some(anyHolds) : holds(value);
  return entry => {
    const value = fieldOf(entry, term.field);
    return value !== undefined && value !== null && anyHolds(value);
  };
}

/** What a field of an entry says: `body`, `traceId`, `spanId`, `timestamp`, or an attribute by its path. */
export function fieldOf(entry: ReadEntry, field: string): unknown {
  switch (field) {
    case 'severity':
      return entry.severityText ?? entry.severityNumber;
    case 'body':
    case 'message':
      return entry.body;
    case 'trace':
    case 'traceId':
      return entry.traceId;
    case 'span':
    case 'spanId':
      return entry.spanId;
    case 'timestamp':
      return entry.timestamp;
    default:
      return memberAt(entry.attributes, field.split('.'));
  }
}

/** By its path, of which each name may have dots itself. */
function memberAt(value: unknown, path: readonly string[]): unknown {
  if (path.length === 0) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  for (let length = path.length; length >= 1; length--) {
    const name = path.slice(0, length).join('.');
    if (!Object.hasOwn(value, name)) continue;
    const found = memberAt(
      (value as Record<string, unknown>)[name],
      path.slice(length),
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

function fieldTest({
  operator,
  value,
}: Pick<FieldTerm, 'operator' | 'value'>): (field: unknown) => boolean {
  switch (operator) {
    case ':': {
      if (value === '*') return () => true;
      const wanted = value.toLowerCase();
      return field => textOf(field).toLowerCase().includes(wanted);
    }
    case '=~': {
      const pattern = RE2JS.compile(value);
      return field => pattern.matcher(textOf(field)).find();
    }
    default: {
      const wanted = numberOf(value);
      return field => {
        const number = wanted === undefined ? undefined : numberOf(field);
        return number === undefined || wanted === undefined
          ? compared(textOf(field), operator, value)
          : compared(number, operator, wanted);
      };
    }
  }
}

function compared<T extends string | number>(
  value: T,
  operator: FieldTerm['operator'],
  wanted: T,
): boolean {
  switch (operator) {
    case '<':
      return value < wanted;
    case '<=':
      return value <= wanted;
    case '>':
      return value > wanted;
    case '>=':
      return value >= wanted;
    default:
      return value === wanted;
  }
}

const unitSeconds = { s: 1, ms: 1e-3, us: 1e-6, ns: 1e-9 } as const;

/** A number, or a text that is one, or a duration such as `0.120s` in seconds. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return undefined;
  const found = /^(-?\d{1,15}(?:\.\d{1,15})?)(s|ms|us|ns)?$/.exec(value.trim());
  if (!found) return undefined;
  const [, digits, unit] = found;
  return (
    Number(digits) * (unit ? unitSeconds[unit as keyof typeof unitSeconds] : 1)
  );
}

function textOf(value: unknown): string {
  return typeof value === 'object' && value !== null
    ? JSON.stringify(value)
    : String(value);
}
