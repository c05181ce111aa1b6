import { fromBase64, toBase64 } from '../bytes';
import { assertHash, assertSize } from '../merkle/ProofError';

/** What a log says of itself at one moment, in the form of C2SP tlog-checkpoint. */
export interface Checkpoint {
  /** Names the log. */
  origin: string;
  /** Leaves in the tree. */
  size: number;
  /** The Merkle root of these leaves, 32 bytes. */
  root: Uint8Array;
  /** Opaque further lines. This log writes none. */
  extensions: string[];
}

/** Writes the text of a checkpoint; {@link signNote} makes it a checkpoint that counts. */
export function formatCheckpoint(
  checkpoint: Omit<Checkpoint, 'extensions'>,
): string {
  assertSize(checkpoint.size, 'the checkpoint size');
  assertHash(checkpoint.root, 'the checkpoint root');
  return `${checkpoint.origin}\n${checkpoint.size}\n${toBase64(
    checkpoint.root,
  )}\n`;
}

/**
 * Reads the text of a checkpoint.
 *
 * @throws SyntaxError or ProofError naming the line that is not as the specification has it
 */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin, size, root, ...extensions] = text.slice(0, -1).split('\n');
  if (!text.endsWith('\n') || !origin || root === undefined) {
    throw new SyntaxError(
      'a checkpoint has three lines: origin, tree size, root hash',
    );
  }
  if (!/^(0|[1-9]\d*)$/.test(size)) {
    throw new SyntaxError(`not a tree size: ${JSON.stringify(size)}`);
  }
  if (extensions.includes('')) {
    throw new SyntaxError('a checkpoint has no empty lines');
  }
  const checkpoint = {
    origin,
    size: Number(size),
    root: fromBase64(root),
    extensions,
  };
  assertSize(checkpoint.size, 'the checkpoint size');
  assertHash(checkpoint.root, 'the checkpoint root');
  return checkpoint;
}
