import { fromBase64, toBase64 } from '../bytes';
import { assertHash, assertSize } from '../merkle/ProofError';

const HEADER = 'c2sp.org/tlog-proof@v1';
const EXTRA = 'extra ';
/** A tree of 2^53 leaves has no longer path. */
const MAX_PROOF_HASHES = 53;

/** The proof that one leaf is in a log, in the form of C2SP tlog-proof; other transparency tools read it too. */
export interface TlogProof {
  /** Zero-based index of the leaf. */
  index: number;
  /** From the leaf's sibling up to the root's child. */
  proof: Uint8Array[];
  /** The signed checkpoint, verbatim. */
  checkpoint: string;
  /** Opaque data beside the proof, at least one byte. Nothing vouches for it. */
  extra?: Uint8Array;
}

/** Writes a proof; files of this format end in `.tlog-proof`. */
export function formatTlogProof({
  index,
  proof,
  checkpoint,
  extra,
}: TlogProof): string {
  assertSize(index, 'the leaf index');
  return [
    HEADER,
    ...(extra ? [`${EXTRA}${toBase64(extra)}`] : []),
    `index ${index}`,
    ...proof.map(toBase64),
    '',
    checkpoint,
  ].join('\n');
}

/**
 * Reads a proof. One proof has one spelling: what is read here is written back as it was. The checkpoint is taken as it
 * stands; {@link parseSignedNote} reads it.
 *
 * @throws SyntaxError or ProofError naming the line that is not of this format
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
  const extra = rest[0]?.startsWith(EXTRA)
    ? parseExtra(rest.shift() ?? '')
    : undefined;
  const [indexLine, ...hashes] = rest;
  return {
    index: parseIndex(indexLine),
    proof: parseHashes(hashes),
    checkpoint: text.slice(blank + 2),
    ...(extra && { extra }),
  };
}

function parseExtra(line: string): Uint8Array {
  const data = readBase64(line.slice(EXTRA.length), 'the extra line');
  if (data.length === 0) {
    throw new SyntaxError('the extra line holds no data and must be left out');
  }
  return data;
}

function parseIndex(line: string | undefined): number {
  const digits = /^index (0|[1-9]\d*)$/.exec(line ?? '');
  if (!digits) {
    throw new SyntaxError('a tlog-proof names its leaf: "index N"');
  }
  const index = Number(digits[1]);
  assertSize(index, 'the leaf index');
  return index;
}

function parseHashes(lines: string[]): Uint8Array[] {
  if (lines.length > MAX_PROOF_HASHES) {
    throw new SyntaxError(
      `an inclusion proof has at most ${MAX_PROOF_HASHES} hashes, this one has ${lines.length}`,
    );
  }
  return lines.map((line, i) => {
    const hash = readBase64(line, `proof hash ${i}`);
    assertHash(hash, `proof hash ${i}`);
    return hash;
  });
}

function readBase64(text: string, what: string): Uint8Array {
  try {
    return fromBase64(text);
  } catch (error) {
    throw new SyntaxError(
      `${what} is ${error instanceof Error ? error.message : error}`,
    );
  }
}
