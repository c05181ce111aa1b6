import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { Sentence } from '../sentence';
import { StoryContext } from './context';
import type { PayloadReference } from './payloads';
import type { StoryReference } from './references';

/** One claim about a story, and whether its entries bear it out. */
export interface StoryClaimOf<Id extends string> {
  id: Id;
  /** The claim, as a sentence. */
  claim: string;
  holds: boolean;
  /** What bears it out, or every way in which it fails. */
  detail: string;
  detailSegments?: Sentence;
  /** The ledger entries it rests on, or fails by. */
  entryIds: string[];
}

/** What the ledger entries of one record say, held against the rules. */
export interface StoryResultOf<Id extends string, State extends string> {
  /** The record's number. */
  subject: string;
  /** The title it was opened with; absent when its opening is not among the entries. */
  title?: string;
  /** Where the story leaves it. */
  state?: State;
  /** Version of the rules it is judged by: the one it was opened under, or adopted since. */
  rules: number;
  /** True when every claim holds. */
  holds: boolean;
  claims: StoryClaimOf<Id>[];
  /** What had to be taken as it is recorded in this very story, in a sentence each. */
  relies?: readonly string[];
}

/** How the entries about one kind of record are judged by whoever has nothing but the entries. */
export interface StoryKind<
  Id extends string = string,
  State extends string = string,
> {
  /** What the record's number begins with, such as `CHG`. */
  prefix: string;
  /** Whether a subject is such a record; those with a number behind the prefix unless it says so. */
  names?(subject: string): boolean;
  /** Some of its entries can be judged without those before them. */
  partly?: boolean;
  /** The type of the entry with which such a story begins. */
  opening: string;
  /** Judges all entries about one record, in the order of the log, beside what was proven with them. */
  judge(
    entries: LedgerEntry[],
    context?: StoryContext,
  ): StoryResultOf<Id, State>;
  /** The other records that these entries rely on, where such records rely on some. */
  references?(entries: readonly LedgerEntry[]): StoryReference[];
  /** What was received, and is kept outside every log, that these entries rely on. */
  payloads?(entries: readonly LedgerEntry[]): PayloadReference[];
  /** What such a story cannot show, as sentences. */
  limits: readonly string[];
}
