import { toBase64, utf8 } from '../bytes';
import {
  BUNDLE_FORMAT,
  type Bundle,
  type UnsignedBundle,
} from '../bundle/schema';
import { verifyBundle } from '../bundle/verifyBundle';
import { leafOf, type LedgerEntry } from '../entry';
import { CompactRange } from '../merkle/CompactRange';
import {
  assembleProof,
  planConsistency,
  planInclusion,
} from '../merkle/proofs';
import { perfectSubtrees, type NodeId } from '../merkle/subtrees';
import { TreeHasher } from '../merkle/TreeHasher';
import { formatCheckpoint } from '../note/checkpoint';
import { signNote, type NoteSigner } from '../note/signedNote';
import { formatVerifierKey, verifierKey } from '../note/verifierKey';
import { newSigner } from '../testUtils';

export const origin = 'example.com/changes';
const hasher = new TreeHasher();

/** How whoever verifies names the key. */
export const vkey = ({ name, publicKey }: NoteSigner) =>
  formatVerifierKey(verifierKey(name, publicKey));

export const signer = newSigner(origin);
export const trustedKeys = [vkey(signer)];

/** Every third entry is about the change, numbered or not; the others are about others. */
function makeLeaves(size: number, numbered: boolean): string[] {
  return Array.from({ length: size }, (_, i) => {
    const entry: LedgerEntry = {
      id: `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
      type: 'change.approved',
      subject: i % 3 === 1 ? 'CHG0000001' : `CHG000${i}`,
      actor: 'user:default/jörg',
      occurredAt: `2026-01-01T00:00:${String(i % 60).padStart(2, '0')}.000Z`,
      ...(numbered && i % 3 === 1 && { subjectSequence: (i - 1) / 3 + 1 }),
      data: { comment: '日本 "ok"', n: i },
    };
    return leafOf(entry);
  });
}

/** A log whose bundles a test takes apart. */
export class Log {
  readonly #nodes = new Map<string, Uint8Array>();
  readonly #roots: Uint8Array[];

  constructor(readonly leaves: string[]) {
    const tree = new CompactRange(hasher);
    this.#roots = [tree.root()];
    for (const leaf of leaves) {
      tree.append(hasher.leaf(leaf), ({ level, index }, hash) =>
        this.#nodes.set(`${level}/${index}`, hash),
      );
      this.#roots.push(tree.root());
    }
  }

  readonly hashOf = ({ level, index }: NodeId) =>
    this.#nodes.get(`${level}/${index}`) ?? new Uint8Array(32);

  checkpoint(size = this.leaves.length, by = signer) {
    return signNote(
      formatCheckpoint({ origin, size, root: this.#roots[size] }),
      by,
    );
  }

  async unsigned(
    contents: Bundle['contents'],
    oldSize?: number,
    by = signer,
  ): Promise<UnsignedBundle> {
    const proof = (plan: ReturnType<typeof planInclusion>) =>
      assembleProof(plan, this.hashOf, hasher).map(toBase64);
    return {
      format: BUNDLE_FORMAT,
      origin,
      exportedAt: '2026-02-01T00:00:00.000Z',
      checkpoint: await this.checkpoint(undefined, by),
      checkpointSignedAt: '2026-01-31T00:00:00.000Z',
      verifierKeys: [vkey(by)],
      contents,
      ...(oldSize !== undefined && {
        consistency: {
          checkpoint: await this.checkpoint(oldSize, by),
          proof: proof(planConsistency(oldSize, this.leaves.length)),
        },
      }),
    };
  }

  entry(index: number) {
    return {
      index,
      leaf: this.leaves[index],
      proof: assembleProof(
        planInclusion(index, this.leaves.length),
        this.hashOf,
        hasher,
      ).map(toBase64),
    };
  }

  subject(indices: number[]) {
    return {
      kind: 'subject' as const,
      subject: 'CHG0000001',
      entries: indices.map(index => this.entry(index)),
    };
  }

  subjects(indices: number[], ...subjects: string[]) {
    return {
      kind: 'subjects' as const,
      subjects: subjects.map(subject => ({ subject })),
      entries: indices.map(index => this.entry(index)),
    };
  }

  range(first: number, end: number) {
    const hashes = (begin: number, stop: number) =>
      perfectSubtrees({ begin, end: stop }).map(node =>
        toBase64(this.hashOf(node)),
      );
    return {
      kind: 'range' as const,
      first,
      leaves: this.leaves.slice(first, end),
      left: hashes(0, first),
      right: hashes(end, this.leaves.length),
    };
  }
}

/** The one that most tests are about. */
export const log = new Log(makeLeaves(20, false));
/** The same, whose entries about the change are numbered. */
export const numberedLog = new Log(makeLeaves(20, true));

/** What is wrong with a bundle, and where. */
export const problemsOf = (file: string, known?: string) =>
  verifyBundle(utf8(file), {
    trustedKeys,
    knownCheckpoint: known,
  }).problems.map(({ code, where }) => `${code} ${where}`);
