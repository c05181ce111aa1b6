import { fromBase64, toHex } from '../bytes';
import type { TreeHasher } from '../merkle/TreeHasher';
import { ProofError } from '../merkle/ProofError';
import { verifyConsistency } from '../merkle/verifyProof';
import type { Checkpoint } from '../note/checkpoint';
import { verifyCosignatures } from '../note/cosignature';
import { parseSignedNote } from '../note/signedNote';
import { formatWitnessKey, type VerifierKey } from '../note/verifierKey';
import type { KeyRing } from './KeyRing';
import type { Problems } from './Problems';
import type { Bundle } from './schema';
import type { ProvenAnchor, ProvenEntry } from './verification';

/** Checks the checkpoints that others vouch for: each is an earlier state, or this one, of the log that is shown. */
export function verifyAnchors(
  { anchors = [] }: Bundle,
  of: {
    checkpoint: Checkpoint;
    entries: readonly ProvenEntry[];
    keys: KeyRing;
    witnesses: readonly VerifierKey[];
    hasher: TreeHasher;
    problems: Problems;
  },
): ProvenAnchor[] {
  const { checkpoint, entries, keys, hasher, problems } = of;
  const last = Math.max(-1, ...entries.slice(-1).map(({ index }) => index));
  return anchors.flatMap(({ checkpoint: note, proof, timeStamp }, i) => {
    const where = `anchors[${i}]`;
    const anchor = keys.verifyCheckpoint(note, 'anchor', `${where}.checkpoint`);
    if (!anchor) return [];
    problems.catch('consistency', `${where}.proof`, () =>
      assertGrew(anchor, checkpoint, proof.map(fromBase64), hasher),
    );
    const { text } = parseSignedNote(note);
    const cosignatures = problems.catch('witness', `${where}.checkpoint`, () =>
      verifyCosignatures(parseSignedNote(note), of.witnesses),
    );
    return [
      {
        treeSize: anchor.size,
        rootHash: toHex(anchor.root),
        coversAll: last < anchor.size,
        cosignatures: (cosignatures ?? []).map(({ witness, time }) => ({
          witness: formatWitnessKey(witness),
          time,
        })),
        text,
        ...(timeStamp !== undefined && { timeStamp }),
      },
    ];
  });
}

function assertGrew(
  anchor: Checkpoint,
  checkpoint: Checkpoint,
  proof: Uint8Array[],
  hasher: TreeHasher,
) {
  if (anchor.size > checkpoint.size) {
    throw new ProofError(
      `it is of ${anchor.size} entries, and the log that is shown has ${checkpoint.size}`,
    );
  }
  verifyConsistency(
    {
      ...{ oldSize: anchor.size, oldRoot: anchor.root },
      ...{ newSize: checkpoint.size, newRoot: checkpoint.root, proof },
    },
    hasher,
  );
}

/** Every witness that the caller names must have cosigned a state of the log that holds every entry. */
export function demandWitnesses(
  anchors: readonly ProvenAnchor[],
  witnesses: readonly VerifierKey[],
  entries: readonly ProvenEntry[],
  problems: Problems,
) {
  for (const witness of witnesses) {
    const key = formatWitnessKey(witness);
    const saw = anchors.filter(({ cosignatures }) =>
      cosignatures.some(each => each.witness === key),
    );
    if (saw.length === 0) {
      problems.add(
        'witness',
        'anchors',
        `no checkpoint in it is cosigned by ${key}`,
      );
    } else if (!saw.some(({ coversAll }) => coversAll)) {
      const size = Math.max(...saw.map(({ treeSize }) => treeSize));
      const later = entries.filter(({ index }) => index >= size).length;
      problems.add(
        'witness',
        'anchors',
        `${witness.name} cosigned the log with ${size} entries, and ${later} of the ${entries.length} here came later: let it cosign again, and download the evidence anew`,
      );
    }
  }
}
