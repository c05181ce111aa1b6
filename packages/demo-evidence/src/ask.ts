import { didYouMean } from '@countersign/plugin-governance-common';
import { ParameterValues } from '@countersign/plugin-compliance-evidence-common';
import { Collection, System } from './systems';

/** What a made-up system is asked, as its query says. */
export interface Asked {
  collection: Collection;
  /** Milliseconds since 1970. */
  start: number;
  end: number;
}

const forms = {
  'from-to': ' from ${period_start} to ${period_end}',
  at: ' at ${period_end}',
} as const;

const plain = (text: string) => text.trim().replace(/\s+/g, ' ');

/**
 * Reads a query of a made-up system: `grants from ${period_start} to ${period_end}`, `people at ${period_end}`.
 *
 * @throws Error that says what would be right
 */
export function readAsk(
  { title, collections }: System,
  query: { text: string; parameters: ParameterValues },
): Asked {
  const text = query.text
    .trim()
    .replace(/\s+/g, ' ')
    // The lines that the real portal is asked by.
    .replace(/^records: (\S+) from: (\S+) to: (\S+)$/, '$1 from $2 to $3');
  const asked = Object.values(collections).find(
    each => each.query !== undefined && plain(each.query) === text,
  );
  if (asked) return { collection: asked, ...periodOf(title, query.parameters) };
  const [name = ''] = text.split(' ');
  const collection = Object.hasOwn(collections, name)
    ? collections[name]
    : undefined;
  if (!collection) {
    const known = Object.keys(collections);
    throw new Error(
      `${title} has no ${name}${didYouMean(name, known)}; it has ${known.join(
        ', ',
      )}`,
    );
  }
  const right = `${name}${forms[collection.asked]}`;
  if (text !== right) {
    throw new Error(`${title} understands "${right}", not "${text}"`);
  }
  return { collection, ...periodOf(title, query.parameters) };
}

function periodOf(title: string, parameters: ParameterValues) {
  const start = instantOf('period_start', parameters);
  const end = instantOf('period_end', parameters);
  if (start >= end) {
    throw new Error(`The period of ${title} ends before it starts`);
  }
  return { start, end };
}

function instantOf(name: string, parameters: ParameterValues): number {
  const value = parameters[name];
  const at = typeof value === 'string' ? Date.parse(value) : NaN;
  if (Number.isNaN(at)) {
    throw new Error(
      `The query asks for \${${name}}, an instant such as 2026-07-01T00:00:00.000Z; the run gave ${
        value === undefined ? 'none' : `"${value}"`
      }`,
    );
  }
  return at;
}
