import {
  Filter,
  literalOf,
  Matcher,
  matcherOf,
  ReadEntry,
  readLine,
} from '@countersign/plugin-service-logs-common';
import { Block } from '../files/LogFile';

/** Longer entries are read this far. */
const LONGEST_READ = 4 * 1024 * 1024;

/** Says which entries of a block a filter finds, and reads as few of them as that takes. */
export class LineTest {
  readonly #matches: Matcher | undefined;
  readonly #literal: RegExp | undefined;

  constructor(filter: Filter) {
    const findsAll = filter.kind === 'all' && filter.of.length === 0;
    this.#matches = findsAll ? undefined : matcherOf(filter);
    const literal = literalOf(filter);
    this.#literal =
      literal === undefined
        ? undefined
        : new RegExp(literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'gi');
  }

  /** For blocks: whether the text that all that match have is in the bytes at all. */
  get mayHave(): ((bytes: Buffer) => boolean) | undefined {
    const literal = this.#literal;
    if (!literal) return undefined;
    return bytes => {
      literal.lastIndex = 0;
      return literal.test(bytes.toString('latin1'));
    };
  }

  /** Places in the block, oldest first, that may match: all others do not. */
  candidates({ bytes, starts, ends }: Block): number[] {
    if (!this.#literal) return starts.map((_, i) => i);
    if (starts.length === 0) return [];
    const text = bytes.toString('latin1', starts[0], ends.at(-1));
    const found: number[] = [];
    const literal = this.#literal;
    literal.lastIndex = 0;
    let i = 0;
    for (let hit = literal.exec(text); hit; hit = literal.exec(text)) {
      const at = hit.index + starts[0];
      while (i < ends.length && ends[i] <= at) i++;
      if (i === ends.length) break;
      if (starts[i] <= at) {
        found.push(i);
        // Once an entry is enough.
        literal.lastIndex = ends[i] - starts[0];
        i++;
      }
    }
    return found;
  }

  /** The entry, where the filter finds it. */
  read(block: Block, i: number): ReadEntry | undefined {
    const entry = entryOf(block, i);
    return !this.#matches || this.#matches(entry) ? entry : undefined;
  }

  /** Whether the filter finds the entry, which is not read where it finds all. */
  finds(block: Block, i: number): boolean {
    return !this.#matches || this.read(block, i) !== undefined;
  }
}

/** Reads one entry of a block. */
export function entryOf(
  { bytes, starts, ends, at }: Block,
  i: number,
): ReadEntry {
  const isLonger = ends[i] - starts[i] > LONGEST_READ;
  const end = isLonger ? starts[i] + LONGEST_READ : ends[i];
  const entry = readLine(bytes.toString('utf8', starts[i], end), at[i]);
  return isLonger ? { ...entry, truncated: true } : entry;
}
