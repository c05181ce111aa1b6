import { sha256 as nobleSha256 } from '@noble/hashes/sha2';

/** SHA-256 of a byte string, 32 bytes. */
export type Sha256 = (data: Uint8Array) => Uint8Array;

/** Bytes in every hash of the tree. */
export const HASH_BYTES = 32;

/**
 * The hash function of RFC 6962, section 2.1: SHA-256 with a first byte that tells leaves from nodes, so that a node
 * can never be passed off as a leaf.
 */
export class TreeHasher {
  readonly #sha256: Sha256;
  readonly #node = new Uint8Array(1 + 2 * HASH_BYTES);

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

  /** The hash of a leaf: SHA-256(0x00 || data). */
  leaf(data: Uint8Array): Uint8Array {
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
