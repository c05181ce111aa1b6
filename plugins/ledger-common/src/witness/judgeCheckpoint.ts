import { equalBytes, toHex } from '../bytes';
import type { TreeHasher } from '../merkle/TreeHasher';
import { verifyConsistency } from '../merkle/verifyProof';
import { parseCheckpoint, type Checkpoint } from '../note/checkpoint';
import { parseSignedNote, verifyNote } from '../note/signedNote';
import type { VerifierKey } from '../note/verifierKey';
import type { AddCheckpoint } from './addCheckpoint';

/** Why a witness does not cosign. */
export type WitnessRefusalCode =
  /** The checkpoint is none. */
  | 'malformed'
  /** The witness was told of no key of such a log. */
  | 'unknown-log'
  /** No key of the log that the witness was told of signed it. */
  | 'unsigned'
  /** The proof begins at another checkpoint than the one that was cosigned last. */
  | 'other-size'
  /** The log has fewer entries than it had. */
  | 'shrunk'
  /** Two checkpoints of one size have different roots: the log tells two stories. */
  | 'fork'
  /** The proof does not lead from the checkpoint that was cosigned last to this one. */
  | 'rewritten';

/** What a witness says of a checkpoint. */
export type WitnessJudgment =
  | { cosign: true; checkpoint: Checkpoint; text: string }
  | {
      cosign: false;
      code: WitnessRefusalCode;
      /** A sentence. */
      message: string;
    };

/** What shows, beyond a mere misunderstanding, that a log was tampered with: to be kept, and told. */
export const misconduct: readonly WitnessRefusalCode[] = [
  'shrunk',
  'fork',
  'rewritten',
];

/** What a witness knows before it is asked. */
export interface WitnessKnowledge {
  /** Keys of the logs that it watches. */
  logKeys: readonly VerifierKey[];
  /** The note that it cosigned last of a log; undefined where it has not yet. */
  lastOf(origin: string): string | undefined;
  hasher: TreeHasher;
}

/**
 * Whether a witness may cosign a checkpoint: it is signed by the log, and the log only grew since the one that the witness
 * cosigned last. The first of a log is taken as it is.
 */
export function judgeCheckpoint(
  { oldSize, proof, checkpoint: note }: AddCheckpoint,
  { logKeys, lastOf, hasher }: WitnessKnowledge,
): WitnessJudgment {
  const refuse = (
    code: WitnessRefusalCode,
    message: string,
  ): WitnessJudgment => ({ cosign: false, code, message });
  let text: string;
  let checkpoint: Checkpoint;
  let signed: boolean;
  try {
    const parsed = parseSignedNote(note);
    text = parsed.text;
    checkpoint = parseCheckpoint(text);
    const keys = logKeys.filter(({ name }) => name === checkpoint.origin);
    if (keys.length === 0) {
      return refuse(
        'unknown-log',
        `No key of the log ${checkpoint.origin} is known here: give it beforehand.`,
      );
    }
    signed = verifyNote(parsed, keys).length > 0;
  } catch (error) {
    return refuse('malformed', `This is no checkpoint: ${messageOf(error)}.`);
  }
  const { origin, size, root } = checkpoint;
  if (!signed) {
    return refuse(
      'unsigned',
      `The checkpoint of ${origin} is not signed by a key of it that is known here.`,
    );
  }
  const last = lastOf(origin);
  const old = last ? parseCheckpoint(parseSignedNote(last).text) : undefined;
  if (old && size < old.size) {
    return refuse(
      'shrunk',
      `${origin} shows ${size} entries, and ${old.size} were cosigned: it shrank. It was restored from an older copy, or an old checkpoint is shown as the latest.`,
    );
  }
  if (old && size === old.size && !equalBytes(root, old.root)) {
    return refuse(
      'fork',
      `${origin} has the root ${toHex(root)} at ${size} entries, and ${toHex(
        old.root,
      )} was cosigned for the same number: the log tells two stories.`,
    );
  }
  if (oldSize !== (old?.size ?? 0)) {
    return refuse(
      'other-size',
      `The proof begins at ${oldSize} entries, and ${
        old?.size ?? 0
      } of ${origin} were cosigned: ask for the growth since then.`,
    );
  }
  try {
    if (old && old.size > 0) {
      verifyConsistency(
        {
          ...{ oldSize: old.size, oldRoot: old.root },
          ...{ newSize: size, newRoot: root, proof },
        },
        hasher,
      );
    } else if (proof.length > 0) {
      return refuse('malformed', 'A proof from 0 entries has no hashes.');
    }
  } catch (error) {
    return refuse(
      'rewritten',
      `The ${
        old?.size
      } entries of ${origin} that were cosigned are not the beginning of these ${size}: ${messageOf(
        error,
      )}. The log was rewritten, or its proof is wrong.`,
    );
  }
  return { cosign: true, checkpoint, text };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
