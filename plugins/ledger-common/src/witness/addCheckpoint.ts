import { fromBase64, toBase64 } from '../bytes';
import { assertHash, assertSize } from '../merkle/ProofError';

/** C2SP tlog-witness allows no more. */
const MOST_HASHES = 63;

/** What a log asks a witness: the body of `add-checkpoint` in C2SP tlog-witness. */
export interface AddCheckpoint {
  /** Leaves at the checkpoint that the witness cosigned last; 0 where it knows none. */
  oldSize: number;
  /** That the log only grew since; none where the old size is 0. */
  proof: Uint8Array[];
  /** A signed note. */
  checkpoint: string;
}

/** Writes such a request. */
export function formatAddCheckpoint({
  oldSize,
  proof,
  checkpoint,
}: AddCheckpoint): string {
  assertSize(oldSize, 'the old size');
  return [`old ${oldSize}`, ...proof.map(toBase64), '', checkpoint].join('\n');
}

/**
 * Reads such a request.
 *
 * @throws SyntaxError or ProofError naming what is not as C2SP has it
 */
export function parseAddCheckpoint(text: string): AddCheckpoint {
  const blank = text.indexOf('\n\n');
  const [first, ...hashes] = text.slice(0, Math.max(blank, 0)).split('\n');
  const size = /^old (0|[1-9]\d*)$/.exec(first)?.[1];
  if (blank < 0 || size === undefined) {
    throw new SyntaxError(
      'a request to a witness begins with "old N", then come the hashes of the proof, an empty line and the checkpoint',
    );
  }
  const oldSize = Number(size);
  assertSize(oldSize, 'the old size');
  if (hashes.length > MOST_HASHES) {
    throw new SyntaxError(`a proof has at most ${MOST_HASHES} hashes`);
  }
  const proof = hashes.map((line, i) => {
    const hash = fromBase64(line);
    assertHash(hash, `proof hash ${i}`);
    return hash;
  });
  return { oldSize, proof, checkpoint: text.slice(blank + 2) };
}
