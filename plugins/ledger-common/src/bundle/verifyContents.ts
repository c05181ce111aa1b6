import { equalBytes, fromBase64, toHex } from '../bytes';
import { parseLeaf, type LedgerEntry } from '../entry';
import { CompactRange } from '../merkle/CompactRange';
import { ProofError } from '../merkle/ProofError';
import { perfectSubtrees } from '../merkle/subtrees';
import type { TreeHasher } from '../merkle/TreeHasher';
import { verifyInclusion } from '../merkle/verifyProof';
import type { Checkpoint } from '../note/checkpoint';
import type { Problems } from './Problems';
import type { Bundle } from './schema';
import type {
  AskedSubject,
  BundleProof,
  ProvenEntry,
  SubjectCompleteness,
} from './verification';

type Contents = Bundle['contents'];
type RangeContents = Extract<Contents, { kind: 'range' }>;

/** Checks every entry and its place in the log of the checkpoint. */
export function verifyContents(
  contents: Contents,
  checkpoint: Checkpoint,
  hasher: TreeHasher,
  problems: Problems,
): Pick<BundleProof, 'contents' | 'entries' | 'completeness'> {
  if (contents.kind === 'range') {
    return verifyRange(contents, checkpoint, hasher, problems);
  }
  const of = { checkpoint, hasher, problems };
  if (contents.kind === 'subject') {
    const asked = plainly(contents);
    const entries = verifyEntries(contents.entries, [asked], of);
    const { subject: _, ...completeness } = completenessOf(
      entries,
      asked,
      problems,
    );
    return { contents: { kind: 'subject', ...asked }, entries, completeness };
  }
  const subjects = contents.subjects.map(plainly);
  const entries = verifyEntries(contents.entries, subjects, of);
  return {
    contents: { kind: 'subjects', subjects },
    entries,
    completeness: {
      kind: 'each',
      of: subjects.map(asked => completenessOf(entries, asked, problems)),
    },
  };
}

function plainly({ subject, since, upTo }: AskedSubject): AskedSubject {
  return {
    subject,
    ...(since !== undefined && { since }),
    ...(upTo !== undefined && { upTo }),
  };
}

/** Each entry is one that was asked for, stands in the order of the log, and is in it. */
function verifyEntries(
  given: Exclude<Contents, RangeContents>['entries'],
  subjects: readonly AskedSubject[],
  of: { checkpoint: Checkpoint; hasher: TreeHasher; problems: Problems },
): ProvenEntry[] {
  const { hasher, problems } = of;
  const { size, root } = of.checkpoint;
  const bySubject = new Map(subjects.map(asked => [asked.subject, asked]));
  const entries: ProvenEntry[] = [];
  let previousIndex = -1;
  given.forEach(({ index, leaf, proof }, i) => {
    const where = `contents.entries[${i}]`;
    problems.catch('entry', where, () => {
      if (index <= previousIndex) {
        throw new RangeError(
          `index ${index} follows ${previousIndex}: entries stand in the order of the log, each once`,
        );
      }
      previousIndex = index;
      const entry = parseLeaf(leaf);
      assertAskedFor(entry, bySubject);
      entries.push({ index, entry });
    });
    problems.catch('proof', `${where}.proof`, () =>
      verifyInclusion(
        {
          leafHash: hasher.leaf(leaf),
          index,
          size,
          root,
          proof: proof.map(fromBase64),
        },
        hasher,
      ),
    );
  });
  return entries;
}

function completenessOf(
  entries: readonly ProvenEntry[],
  { subject }: AskedSubject,
  problems: Problems,
): SubjectCompleteness {
  const found = problems.catch('entry', 'contents.entries', () =>
    numbering(entries.filter(({ entry }) => entry.subject === subject)),
  );
  return { subject, ...(found ?? { kind: 'none' }) };
}

function assertAskedFor(
  { subject, occurredAt }: LedgerEntry,
  bySubject: ReadonlyMap<string, AskedSubject>,
) {
  const asked = bySubject.get(subject);
  if (!asked) {
    throw new RangeError(
      `is about ${subject}, the bundle is about ${[...bySubject.keys()].join(
        ', ',
      )}`,
    );
  }
  // ISO 8601 in UTC with a fixed number of digits sorts as text.
  if (
    (asked.since !== undefined && occurredAt < asked.since) ||
    (asked.upTo !== undefined && occurredAt > asked.upTo)
  ) {
    throw new RangeError(
      `occurred at ${occurredAt}, outside the time that was asked for`,
    );
  }
}

/** Numbered entries must follow one another; a gap means that one was left out. */
function numbering(
  entries: readonly ProvenEntry[],
): { kind: 'numbered'; first: number; last: number } | { kind: 'none' } {
  const numbers = entries.map(({ entry }) => entry.subjectSequence);
  const numbered = numbers.filter(number => number !== undefined);
  numbered.forEach((number, i) => {
    if (i > 0 && number !== numbered[i - 1] + 1) {
      throw new RangeError(
        `number ${number} of the subject follows number ${
          numbered[i - 1]
        }: an entry is missing or out of order`,
      );
    }
  });
  const first = numbered.at(0);
  const last = numbered.at(-1);
  return first === undefined ||
    last === undefined ||
    numbered.length !== numbers.length
    ? { kind: 'none' }
    : { kind: 'numbered', first, last };
}

function verifyRange(
  { first, leaves, left, right }: RangeContents,
  { size, root }: Checkpoint,
  hasher: TreeHasher,
  problems: Problems,
) {
  const entries: ProvenEntry[] = [];
  leaves.forEach((leaf, i) =>
    problems.catch('entry', `contents.leaves[${i}]`, () =>
      entries.push({ index: first + i, entry: parseLeaf(leaf) }),
    ),
  );
  problems.catch('proof', 'contents', () => {
    const tree = new CompactRange(hasher, first, left.map(fromBase64));
    leaves.forEach(leaf => tree.append(hasher.leaf(leaf)));
    const after = perfectSubtrees({ begin: tree.size, end: size });
    if (tree.size > size || after.length !== right.length) {
      throw new ProofError(
        `leaves ${first} to ${tree.size - 1} of ${size} need ${
          after.length
        } hashes on their right, not ${right.length}`,
      );
    }
    after.forEach(({ level }, i) =>
      tree.appendSubtree(level, fromBase64(right[i])),
    );
    if (!equalBytes(tree.root(), root)) {
      throw new ProofError(
        `the root hash is ${toHex(root)}, but the leaves lead to ${toHex(
          tree.root(),
        )}`,
      );
    }
  });
  const last = first + leaves.length - 1;
  return {
    contents: { kind: 'range' as const, first, count: leaves.length },
    entries,
    completeness:
      first === 0 && leaves.length === size
        ? { kind: 'whole-log' as const }
        : { kind: 'contiguous' as const, first, last },
  };
}
