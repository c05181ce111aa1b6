import { Filter } from './Filter';

/** Shorter ones stand everywhere. */
const SHORTEST = 3;

/** What JSON and loggers write as it is, in every language: nothing that anybody escapes. */
const plainRuns = /[A-Za-z0-9_.:@ -]+/g;

/**
 * A text, in lower case, that the line of whatever matches has in it: lines without it need not be read. Undefined where there is
 * none.
 */
export function literalOf(filter: Filter): string | undefined {
  switch (filter.kind) {
    case 'all':
      return longest(filter.of.map(literalOf));
    case 'text':
      return longest(filter.text.match(plainRuns) ?? []);
    case 'field':
      // A number may be written in several ways, and a severity has several names.
      return filter.field !== 'severity' &&
        filter.field !== 'timestamp' &&
        (filter.operator === ':' ||
          (filter.operator === '=' &&
            !/^-?[\d.]+(s|ms|us|ns)?$/.test(filter.value)))
        ? longest(filter.value.match(plainRuns) ?? [])
        : undefined;
    default:
      return undefined;
  }
}

function longest(texts: readonly (string | undefined)[]): string | undefined {
  let found: string | undefined;
  for (const text of texts) {
    if (text && text.length >= SHORTEST && text.length > (found?.length ?? 0)) {
      found = text;
    }
  }
  return found?.toLowerCase();
}
