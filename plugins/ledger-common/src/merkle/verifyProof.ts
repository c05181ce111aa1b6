import { equalBytes, toHex } from '../bytes';
import { assertHash, assertSize, ProofError } from './ProofError';
import { assertConsistencySizes } from './proofs';
import { TreeHasher } from './TreeHasher';

/** What an inclusion proof claims: this leaf stands at this index of the tree with this size and root. */
export interface InclusionClaim {
  leafHash: Uint8Array;
  index: number;
  size: number;
  root: Uint8Array;
  /** From the leaf's sibling up to the root's child. */
  proof: Uint8Array[];
}

/** What a consistency proof claims: the newer tree begins with all of the older one, unchanged. */
export interface ConsistencyClaim {
  oldSize: number;
  oldRoot: Uint8Array;
  newSize: number;
  newRoot: Uint8Array;
  proof: Uint8Array[];
}

/**
 * Verifies an inclusion proof by RFC 9162, section 2.1.3.2.
 *
 * @throws ProofError when it does not hold
 */
export function verifyInclusion(
  { leafHash, index, size, root, proof }: InclusionClaim,
  hasher: TreeHasher,
) {
  assertHash(leafHash, 'the leaf hash');
  assertHash(root, 'the root hash');
  proof.forEach((hash, i) => assertHash(hash, `proof hash ${i}`));
  assertSize(index, 'the leaf index');
  assertSize(size, 'the tree size');
  if (index >= size) {
    throw new ProofError(`a tree of ${size} leaves has no leaf ${index}`);
  }
  // Divisions stand for the RFC's shifts: JavaScript shifts only 32 bits.
  let fn = index;
  let sn = size - 1;
  let r = leafHash;
  for (const p of proof) {
    if (sn === 0) {
      throw new ProofError('the inclusion proof has too many hashes');
    }
    if (fn % 2 === 1 || fn === sn) {
      r = hasher.node(p, r);
      while (fn % 2 === 0 && fn !== 0) {
        fn /= 2;
        sn = Math.floor(sn / 2);
      }
    } else {
      r = hasher.node(r, p);
    }
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  if (sn !== 0) {
    throw new ProofError('the inclusion proof has too few hashes');
  }
  assertRoot(r, root, 'the root hash');
}

/**
 * Verifies a consistency proof by RFC 9162, section 2.1.4.2.
 *
 * @throws ProofError when it does not hold
 */
export function verifyConsistency(
  { oldSize, oldRoot, newSize, newRoot, proof }: ConsistencyClaim,
  hasher: TreeHasher,
) {
  assertHash(oldRoot, 'the older root hash');
  assertHash(newRoot, 'the newer root hash');
  proof.forEach((hash, i) => assertHash(hash, `proof hash ${i}`));
  assertConsistencySizes(oldSize, newSize);
  if (oldSize === newSize) {
    if (proof.length !== 0) {
      throw new ProofError('two trees of one size need no proof');
    }
    assertRoot(oldRoot, newRoot, 'the newer root hash');
    return;
  }
  const path = isPowerOfTwo(oldSize) ? [oldRoot, ...proof] : proof;
  if (path.length === 0) {
    throw new ProofError('the consistency proof has too few hashes');
  }
  let fn = oldSize - 1;
  let sn = newSize - 1;
  while (fn % 2 === 1) {
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  let [fr] = path;
  let sr = fr;
  for (const c of path.slice(1)) {
    if (sn === 0) {
      throw new ProofError('the consistency proof has too many hashes');
    }
    if (fn % 2 === 1 || fn === sn) {
      fr = hasher.node(c, fr);
      sr = hasher.node(c, sr);
      while (fn % 2 === 0 && fn !== 0) {
        fn /= 2;
        sn = Math.floor(sn / 2);
      }
    } else {
      sr = hasher.node(sr, c);
    }
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  if (sn !== 0) {
    throw new ProofError('the consistency proof has too few hashes');
  }
  assertRoot(fr, oldRoot, 'the older root hash');
  assertRoot(sr, newRoot, 'the newer root hash');
}

function assertRoot(computed: Uint8Array, claimed: Uint8Array, what: string) {
  if (!equalBytes(computed, claimed)) {
    throw new ProofError(
      `${what} is ${toHex(claimed)}, but the proof leads to ${toHex(computed)}`,
    );
  }
}

function isPowerOfTwo(n: number): boolean {
  let rest = n;
  while (rest % 2 === 0) {
    rest /= 2;
  }
  return rest === 1;
}
