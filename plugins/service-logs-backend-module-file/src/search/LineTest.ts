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

/**
 * Bytes that become a string at a time, to look for text in: strings of a whole block are kept for long, and take more memory than all
 * else together.
 */
const PIECE_BYTES = 8 * 1024;

/** Says which entries of a block a filter finds, and reads as few of them as that takes. */
export class LineTest {
  readonly #matches: Matcher | undefined;
  readonly #literal: RegExp | undefined;
  readonly #literalLength: number;

  constructor(filter: Filter) {
    const findsAll = filter.kind === 'all' && filter.of.length === 0;
    this.#matches = findsAll ? undefined : matcherOf(filter);
    const literal = literalOf(filter);
    this.#literalLength = literal?.length ?? 0;
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
      for (const { text } of this.#pieces(bytes, 0, bytes.length)) {
        literal.lastIndex = 0;
        if (literal.test(text)) return true;
      }
      return false;
    };
  }

  /** Places in the block, oldest first, that may match: all others do not. */
  candidates({ bytes, starts, ends }: Block): number[] {
    const literal = this.#literal;
    if (!literal) return starts.map((_, i) => i);
    const found: number[] = [];
    let i = 0;
    let from = starts.at(0) ?? 0;
    for (const { at: piece, text } of this.#pieces(
      bytes,
      from,
      ends.at(-1) ?? 0,
    )) {
      literal.lastIndex = Math.max(0, from - piece);
      for (let hit = literal.exec(text); hit; hit = literal.exec(text)) {
        const at = piece + hit.index;
        while (i < ends.length && ends[i] <= at) i++;
        if (i === ends.length) return found;
        if (starts[i] <= at) {
          found.push(i);
          // Once an entry is enough.
          from = ends[i];
          i++;
        } else {
          from = starts[i];
        }
        literal.lastIndex = from - piece;
      }
    }
    return found;
  }

  /** The bytes as text, piece by piece: each goes on so far that what stands across two is whole in the first. */
  *#pieces(
    bytes: Buffer,
    from: number,
    to: number,
  ): Iterable<{ at: number; text: string }> {
    for (let at = from; at < to; at += PIECE_BYTES) {
      const end = Math.min(to, at + PIECE_BYTES + this.#literalLength);
      yield { at, text: bytes.toString('latin1', at, end) };
    }
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
