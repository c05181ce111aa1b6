import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { Refusal } from '../judge';
import { person, Phrase, phraseOf, record, say, time } from '../sentence';
import { ClaimBookOf } from './ClaimBook';
import { StoryResultOf } from './story';

/** What every story is asked first. */
type Always = 'opened' | 'readable';

/** How the story of one record is told. */
export interface Telling<
  Id extends string,
  F extends { title: string; state: string },
> {
  /** What the record is called: "problem". */
  noun: string;
  /** The type of the entry that opens it. */
  opening: string;
  /** What its entries look like, by type: all others are none of it. */
  schemas: Record<string, { safeParse(data: unknown): { success: boolean } }>;
  /** Every claim as a sentence, in the order in which they are told. */
  claims: Record<Id | Always, string>;
  /** What is told of a claim that no entry is about. */
  idle: Record<Id | Always, string>;
  /** What becomes of the facts by one more entry. */
  apply(facts: F | undefined, entry: LedgerEntry): F | undefined;
  /** Judges the opening; unless given, any opening will do. */
  tellOpening?(entry: LedgerEntry, book: ClaimBookOf<Id | Always>): void;
  /** Judges an entry by what stood before it. */
  tellStep(entry: LedgerEntry, facts: F, book: ClaimBookOf<Id | Always>): void;
  /** Judges what stands after an entry. */
  tellFacts?(
    entry: LedgerEntry,
    facts: F,
    book: ClaimBookOf<Id | Always>,
  ): void;
}

/** Folds the entries about one record, and holds each against the rules as the portal had to. */
export function tellStory<
  Id extends string,
  F extends { title: string; state: string },
>(
  entries: readonly LedgerEntry[],
  telling: Telling<Id, F>,
): StoryResultOf<Id | Always, F['state']> {
  const { opening, claims, idle, apply, tellStep, tellFacts } = telling;
  const { tellOpening = tellOpened } = telling;
  const book = new ClaimBookOf<Id | Always>(claims);
  const number = entries[0]?.subject ?? '';
  let facts: F | undefined;
  for (const entry of entries) {
    if (!isReadable(entry, number, telling, book)) continue;
    const { id, type, actor } = entry;
    if (type === opening && facts) {
      book.refutes('opened', say`Opened again by ${person(actor)}.`, id);
    } else if (type === opening) {
      tellOpening(entry, book);
    } else if (facts) {
      tellStep(entry, facts, book);
    } else {
      book.refutes('opened', `${type} comes before the opening.`, id);
    }
    facts = apply(facts, entry);
    if (facts) tellFacts?.(entry, facts, book);
  }
  const judged = book.claims(idle);
  return {
    subject: number,
    title: facts?.title,
    state: facts?.state,
    rules: 1,
    holds: facts !== undefined && judged.every(({ holds }) => holds),
    claims: judged,
  };
}

/** Who opened it, and when. */
export function openedBy({ actor, occurredAt }: LedgerEntry): Phrase {
  return say`Opened by ${person(actor)} at ${time(occurredAt)}.`;
}

/** What a step is called in a sentence: "time set" for `incident.time_set`. */
export function stepWords(type: string): string {
  return type.slice(type.indexOf('.') + 1).replaceAll('_', ' ');
}

/** That somebody took a step, and why the judge would have refused it. */
export function refusedStep(
  { actor, type }: LedgerEntry,
  refusal: Refusal,
): Phrase {
  return say`${person(actor)}: ${stepWords(type)}. ${
    phraseOf('message', refusal) ?? ''
  }`;
}

function tellOpened(
  entry: LedgerEntry,
  book: Pick<ClaimBookOf<'opened'>, 'supports'>,
): void {
  book.supports('opened', openedBy(entry), entry.id);
}

function isReadable(
  { id, type, subject, data }: LedgerEntry,
  number: string,
  { schemas, noun }: Pick<Telling<never, never>, 'schemas' | 'noun'>,
  book: Pick<ClaimBookOf<'readable'>, 'check'>,
): boolean {
  const readable =
    Object.hasOwn(schemas, type) &&
    subject === number &&
    schemas[type].safeParse(data).success;
  book.check(
    'readable',
    readable,
    {
      pass: 'All are.',
      fail: say`${type} about ${record(subject)} is none of this ${noun}.`,
    },
    id,
  );
  return readable;
}
