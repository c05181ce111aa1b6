import {
  assembleProof,
  CompactRange,
  planInclusion,
  Sha256,
  toBase64,
  TreeHasher,
} from '@countersign/plugin-ledger-common';
import { RowLeaf } from './model';
import { rowLeafText } from './rowLeaf';

/**
 * The Merkle tree (RFC 6962) of the rows of a run: questions in the order of the report, rows in the order of their results.
 * It keeps no row and no hash; {@link RowProofs} does.
 */
export class RowTree {
  readonly #hasher: TreeHasher;
  readonly #range: CompactRange;

  /** @param sha256 - A faster one than the portable, where the platform has it. */
  constructor(sha256?: Sha256) {
    this.#hasher = new TreeHasher(sha256);
    this.#range = new CompactRange(this.#hasher);
  }

  get size(): number {
    return this.#range.size;
  }

  /** Adds a row; answers the hash of its leaf. */
  append(leaf: RowLeaf): Uint8Array {
    const hash = this.#hasher.leaf(rowLeafText(leaf));
    this.#range.append(hash);
    return hash;
  }

  /** Base64, as the manifest has it. */
  root(): string {
    return toBase64(this.#range.root());
  }
}

/** Proofs of single rows, from the hashes of all leaves. */
export class RowProofs {
  readonly #levels: Uint8Array[][] = [];
  readonly #hasher: TreeHasher;
  readonly #size: number;

  /** @param leaves - The hash of every leaf, in the order of the tree. */
  constructor(leaves: readonly Uint8Array[], sha256?: Sha256) {
    this.#hasher = new TreeHasher(sha256);
    this.#size = leaves.length;
    const range = new CompactRange(this.#hasher);
    for (const leaf of leaves) {
      range.append(leaf, ({ level, index }, hash) => {
        (this.#levels[level] ??= [])[index] = hash;
      });
    }
  }

  /**
   * The inclusion proof of a row, each hash in base64.
   *
   * @throws ProofError where there is no such row
   */
  proof(index: number): string[] {
    return assembleProof(
      planInclusion(index, this.#size),
      ({ level, index: at }) => this.#levels[level][at],
      this.#hasher,
    ).map(toBase64);
  }
}
