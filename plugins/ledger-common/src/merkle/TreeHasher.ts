import { sha256 as nobleSha256 } from '@noble/hashes/sha2';

/** SHA-256 of a byte string, 32 bytes. */
export type Sha256 = (data: Uint8Array) => Uint8Array;

/** Bytes in every hash of the tree. */
export const HASH_BYTES = 32;

/** UTF-8 bytes that one UTF-16 code unit takes at most. */
const MAX_BYTES_PER_UNIT = 3;

/**
 * The hash function of RFC 6962, section 2.1: SHA-256 with a first byte that tells leaves from nodes, so that a node
 * can never be passed off as a leaf.
 *
 * Logs have millions of leaves, and allocating takes longer than hashing them: inputs are laid out in buffers that are
 * used again and again.
 */
export class TreeHasher {
  readonly #sha256: Sha256;
  readonly #encoder = new TextEncoder();
  readonly #node = new Uint8Array(1 + 2 * HASH_BYTES);
  #leaf = new Uint8Array(4096);

  /** @param sha256 - replaces the portable implementation with a faster one where the platform has it */
  constructor(sha256: Sha256 = nobleSha256) {
    this.#sha256 = sha256;
    this.#node[0] = 0x01;
  }

  /** SHA-256 with no prefix. */
  sha256(data: Uint8Array): Uint8Array {
    return this.#sha256(data);
  }

  /** The root of a tree without leaves: the hash of nothing. */
  emptyRoot(): Uint8Array {
    return this.#sha256(new Uint8Array(0));
  }

  /** The hash of a leaf: SHA-256(0x00 || UTF-8 of the text). */
  leaf(text: string): Uint8Array {
    const needed = 1 + text.length * MAX_BYTES_PER_UNIT;
    if (needed > this.#leaf.length) {
      this.#leaf = new Uint8Array(needed * 2);
    }
    const { written } = this.#encoder.encodeInto(text, this.#leaf.subarray(1));
    return this.#sha256(this.#leaf.subarray(0, 1 + written));
  }

  /** The hash of a leaf that is not text: SHA-256(0x00 || data). */
  leafOfBytes(data: Uint8Array): Uint8Array {
    const prefixed = new Uint8Array(1 + data.length);
    prefixed.set(data, 1);
    return this.#sha256(prefixed);
  }

  /** The hash of two children: SHA-256(0x01 || left || right). */
  node(left: Uint8Array, right: Uint8Array): Uint8Array {
    this.#node.set(left, 1);
    this.#node.set(right, 1 + HASH_BYTES);
    return this.#sha256(this.#node);
  }
}
