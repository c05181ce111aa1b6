import { linesOf } from './Lines';
import { ExposedSample, readSample } from './readSample';
import type { LabeledHistogram } from './readProtobuf';

/** What stands on a page of metrics, as far as somebody asks for it. */
export interface Exposition {
  /** By name. */
  samples: Map<string, ExposedSample[]>;
  /** What a family is said to be: `counter`, `gauge`, `histogram`, … */
  types: Map<string, string>;
  /** Native histograms by the name of their family; the text formats have none. */
  natives?: Map<string, LabeledHistogram[]>;
}

/** The page is none, or only part of one. */
export class ExpositionError extends Error {
  name = 'ExpositionError';
}

/**
 * Reads a page of metrics. Half a page is refused as a whole: a counter that is missing in it would look like one that
 * began anew. A line that is wrong matters only where it is about a metric that is asked for.
 *
 * @param wanted - The names of samples to read; all others are passed over.
 * @throws ExpositionError
 */
export function readExposition(
  text: string,
  wanted: ReadonlySet<string>,
  { openMetrics }: { openMetrics: boolean },
): Exposition {
  if (!openMetrics && text !== '' && !text.endsWith('\n')) {
    throw new ExpositionError(
      'The page ends within a line: part of it is missing',
    );
  }
  const samples = new Map<string, ExposedSample[]>();
  const types = new Map<string, string>();
  let ended = false;
  let read = 0;
  let n = 0;
  for (const line of linesOf(text)) {
    n += 1;
    if (ended && line.trim() !== '') {
      throw new ExpositionError(`Line ${n} stands after the end of the page`);
    }
    if (line.startsWith('#')) {
      if (line.trimEnd() === '# EOF') ended = openMetrics;
      const type = /^#\s+TYPE\s+"?([^\s"]+)"?\s+(\w+)/.exec(line);
      if (type) types.set(type[1], type[2]);
      continue;
    }
    const name = nameOf(line);
    if (name === undefined) continue;
    read += 1;
    if (!wanted.has(name)) continue;
    const sample = readSample(line.trimEnd());
    if (!sample) {
      throw new ExpositionError(
        `Line ${n}, a sample of ${name}, cannot be read`,
      );
    }
    const known = samples.get(name);
    if (known) known.push(sample);
    else samples.set(name, [sample]);
  }
  if (openMetrics && !ended) {
    throw new ExpositionError(
      'The page ends before # EOF: part of it is missing',
    );
  }
  if (read === 0 && text.trim() !== '' && types.size === 0) {
    throw new ExpositionError('There are no metrics on the page');
  }
  return { samples, types };
}

/** The name of what a line is about, at little cost: most lines are passed over. */
function nameOf(line: string): string | undefined {
  const plain = /^[ \t]*([a-zA-Z_:][a-zA-Z0-9_:]*)[ \t{]/.exec(line);
  if (plain) return plain[1];
  return /^[ \t]*[{"]/.test(line)
    ? readSample(line.trimEnd())?.name
    : undefined;
}
