import { equalBytes, fromBase64, toHex } from '../bytes';
import type { TreeHasher } from '../merkle/TreeHasher';
import { verifyConsistency } from '../merkle/verifyProof';
import { parseCheckpoint, type Checkpoint } from '../note/checkpoint';
import { parseSignedNote } from '../note/signedNote';
import type { KeyRing } from './KeyRing';
import type { Problems } from './Problems';
import type { Bundle } from './schema';
import type { BundleProof, VerifyBundleOptions } from './verification';

/** Checks that the log of the older checkpoint, where there is one, is the beginning of this one. */
export function verifyGrowth(
  { consistency }: Bundle,
  checkpoint: Checkpoint,
  keys: KeyRing,
  hasher: TreeHasher,
  problems: Problems,
  { knownCheckpoint }: VerifyBundleOptions,
): BundleProof['consistentWith'] {
  const older =
    consistency &&
    keys.verifyCheckpoint(
      consistency.checkpoint,
      'older checkpoint',
      'consistency.checkpoint',
    );
  if (knownCheckpoint !== undefined) {
    problems.catch('consistency', 'consistency', () =>
      assertKnown(knownCheckpoint, checkpoint, older),
    );
  }
  if (!consistency || !older) {
    return undefined;
  }
  problems.catch('consistency', 'consistency.proof', () =>
    verifyConsistency(
      {
        oldSize: older.size,
        oldRoot: older.root,
        newSize: checkpoint.size,
        newRoot: checkpoint.root,
        proof: consistency.proof.map(fromBase64),
      },
      hasher,
    ),
  );
  return { treeSize: older.size, rootHash: toHex(older.root) };
}

/** The checkpoint the caller kept must be this one, or the one the growth is proven from. */
function assertKnown(
  note: string,
  checkpoint: Checkpoint,
  older: Checkpoint | undefined,
) {
  const known = parseCheckpoint(parseSignedNote(note).text);
  const shown = [checkpoint, ...(older ? [older] : [])];
  if (
    !shown.some(
      ({ origin, size, root }) =>
        origin === known.origin &&
        size === known.size &&
        equalBytes(root, known.root),
    )
  ) {
    throw new RangeError(
      `does not show that the log grew from the checkpoint you kept (${known.origin}, ${known.size} leaves)`,
    );
  }
}
