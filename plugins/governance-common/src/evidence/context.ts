import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { Phrase } from '../sentence';

/** An entry that was proven together with a story, of the same log or of another area's. */
export interface ProvenBeside {
  /** Names the log. */
  origin: string;
  /** Its place in the log. */
  index: number;
  entry: LedgerEntry;
}

/** Something that one area put on record of another: what it was told, and what that was derived from. */
export interface RecordedAnswer {
  /** When it was asked. ISO 8601. */
  at: string;
  answer: unknown;
  /** What was asked about. */
  about: unknown;
}

/** What working it out again came to. */
export interface Derived {
  /** False where it does not follow; true where it does, as far as the evidence goes. */
  holds: boolean;
  /** What was found. */
  text: Phrase;
  /** What had to be taken as it is recorded, in a sentence each. */
  relies: string[];
}

/** How an area works out again what others recorded of it. */
export interface Derivation {
  /** By what the answers are known: the id of a gate check, such as `error-budget`. */
  source: string;
  derive(recorded: RecordedAnswer, beside: readonly ProvenBeside[]): Derived;
}

/** How an area tells what others saw of its records. */
export interface RecordReader {
  /** What its records' numbers begin with. */
  prefix: string;
  /** What could be seen of a record at a moment by its entries; undefined where they do not tell. */
  seenAt(
    entries: readonly LedgerEntry[],
    at: string,
  ): Record<string, unknown> | undefined;
}

/** What a story may be held against beside its own entries. */
export interface StoryContext {
  /** All that was proven in the same run, the story's own entries included, in the order of each log. */
  beside: readonly ProvenBeside[];
  derivations: readonly Derivation[];
  readers: readonly RecordReader[];
}

/** A story by itself. */
export const alone: StoryContext = {
  beside: [],
  derivations: [],
  readers: [],
};

/** The entries about one record that were proven in the same run. */
export function entriesBeside(
  { beside }: Pick<StoryContext, 'beside'>,
  subject: string,
): LedgerEntry[] {
  return beside.flatMap(({ entry }) =>
    entry.subject === subject ? [entry] : [],
  );
}
