import { HASH_BYTES } from './TreeHasher';

/** A proof, or what is to be proven, does not hold. The message says which part and why. */
export class ProofError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ProofError';
  }
}

/** @throws ProofError unless this is a SHA-256 hash by its length */
export function assertHash(hash: Uint8Array, what: string) {
  if (hash.length !== HASH_BYTES) {
    throw new ProofError(
      `${what} has ${hash.length} bytes, a SHA-256 hash has ${HASH_BYTES}`,
    );
  }
}

/** @throws ProofError unless this counts leaves: an integer from 0 to 2^53 - 1 */
export function assertSize(size: number, what: string) {
  if (!Number.isSafeInteger(size) || size < 0) {
    throw new ProofError(`${what} must be a whole number of leaves: ${size}`);
  }
}
