import {
  BundleProof,
  digestOf,
  LedgerEntry,
  LedgerEntryInput,
  Sha256Digest,
} from '@countersign/plugin-ledger-common';
import { record, say, Sentence, told } from '../sentence';
import { StoryKind } from './story';

/** That an entry relies on what was known of a record of this log or another one. */
export interface StoryReference {
  /** The number of that record. */
  number: string;
  /** Of what was relied on: of an entry about that record, or one that such an entry holds. */
  digest?: string;
  /** The entry that says so. */
  entryId: string;
}

/** What came of looking for a record that another one relies on. */
export interface CheckedReference extends StoryReference {
  /** The record that relies on it. */
  from: string;
  /** `absent` where no bundle has the other one, and nobody can say. */
  outcome: 'agrees' | 'differs' | 'absent';
  detail: string;
  detailSegments?: Sentence;
}

/** What an entry is known by to records that rely on it: all that was recorded, wherever it stands among others. */
export function entryDigest(
  entry: LedgerEntryInput & Pick<LedgerEntry, 'subjectSequence'>,
): Sha256Digest {
  const { subjectSequence, ...recorded } = entry;
  return digestOf(recorded);
}

/** Whether records that refer to each other agree, over the logs of all bundles that were proven. */
export function checkReferences(
  proofs: readonly BundleProof[],
  kinds: readonly StoryKind[],
): CheckedReference[] {
  const stories = new Map<string, LedgerEntry[]>();
  for (const { entry } of proofs.flatMap(({ entries }) => entries)) {
    stories.set(entry.subject, [...(stories.get(entry.subject) ?? []), entry]);
  }
  return [...stories].flatMap(([from, entries]) => {
    const kind = kinds.find(({ prefix, names }) =>
      names ? names(from) : from.startsWith(prefix),
    );
    const references = kind?.references?.(entries) ?? [];
    return references.map(reference => ({
      ...reference,
      from,
      ...compared(reference, stories.get(reference.number)),
    }));
  });
}

function compared(
  { number, digest }: StoryReference,
  entries: readonly LedgerEntry[] | undefined,
): Pick<CheckedReference, 'outcome' | 'detail' | 'detailSegments'> {
  if (!entries) {
    return {
      outcome: 'absent',
      ...told('detail', say`No bundle here has ${record(number)}.`),
    };
  }
  if (digest === undefined) {
    return {
      outcome: 'agrees',
      ...told(
        'detail',
        say`${record(
          number,
        )} is on record; what of it was relied on is not told.`,
      ),
    };
  }
  const isKnown = entries.some(
    entry =>
      [digestOf(entry), entryDigest(entry)].some(own => own === digest) ||
      holds(entry.data, digest),
  );
  return isKnown
    ? {
        outcome: 'agrees',
        ...told(
          'detail',
          say`${record(number)} is on record as it was relied on.`,
        ),
      }
    : {
        outcome: 'differs',
        ...told(
          'detail',
          say`${record(number)} never was as it was relied on (${digest}).`,
        ),
      };
}

function holds(value: unknown, text: string): boolean {
  if (typeof value !== 'object' || value === null) return value === text;
  return Object.values(value).some(each => holds(each, text));
}
