import { fromBase64, toBase64 } from '../bytes';
import { assertHash, assertSize } from '../merkle/ProofError';

const HEADER = 'c2sp.org/tlog-proof@v1';

/** The proof that one leaf is in a log, in the form of C2SP tlog-proof; other transparency tools read it too. */
export interface TlogProof {
  /** Zero-based index of the leaf. */
  index: number;
  /** From the leaf's sibling up to the root's child. */
  proof: Uint8Array[];
  /** The signed checkpoint, verbatim. */
  checkpoint: string;
}

/** Writes a proof; files of this format end in `.tlog-proof`. */
export function formatTlogProof({
  index,
  proof,
  checkpoint,
}: TlogProof): string {
  assertSize(index, 'the leaf index');
  return [
    HEADER,
    `index ${index}`,
    ...proof.map(toBase64),
    '',
    checkpoint,
  ].join('\n');
}

/**
 * Reads a proof. The opaque `extra` line is skipped: nothing vouches for it.
 *
 * @throws SyntaxError or ProofError when the text is not of this format
 */
export function parseTlogProof(text: string): TlogProof {
  const blank = text.indexOf('\n\n');
  if (blank < 0) {
    throw new SyntaxError(
      'a tlog-proof has an empty line before its checkpoint',
    );
  }
  const [header, ...rest] = text.slice(0, blank).split('\n');
  if (header !== HEADER) {
    throw new SyntaxError(`a tlog-proof begins with ${HEADER}`);
  }
  if (rest[0]?.startsWith('extra ')) {
    rest.shift();
  }
  const [indexLine, ...hashes] = rest;
  const index = /^index (0|[1-9]\d*)$/.exec(indexLine ?? '');
  if (!index) {
    throw new SyntaxError('a tlog-proof names its leaf: "index N"');
  }
  const proof = hashes.map(fromBase64);
  proof.forEach((hash, i) => assertHash(hash, `proof hash ${i}`));
  return { index: Number(index[1]), proof, checkpoint: text.slice(blank + 2) };
}
