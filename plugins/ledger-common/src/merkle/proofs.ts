import { assertSize, ProofError } from './ProofError';
import {
  perfectSubtrees,
  splitPoint,
  type LeafRange,
  type NodeId,
} from './subtrees';
import { TreeHasher } from './TreeHasher';

/**
 * What a proof consists of, before any hash is read: the leaf ranges whose hashes it lists, in order. A range at the
 * right edge may be several perfect subtrees, to be folded into one hash.
 */
export type ProofPlan = LeafRange[];

/**
 * Plans the inclusion proof of a leaf: PATH(m, D[n]) of RFC 6962, section 2.1.1.
 *
 * @throws ProofError when the tree has no such leaf
 */
export function planInclusion(index: number, size: number): ProofPlan {
  assertSize(size, 'the tree size');
  assertSize(index, 'the leaf index');
  if (index >= size) {
    throw new ProofError(`a tree of ${size} leaves has no leaf ${index}`);
  }
  const plan: ProofPlan = [];
  let begin = 0;
  let end = size;
  while (end - begin > 1) {
    const middle = begin + splitPoint(end - begin);
    if (index < middle) {
      plan.push({ begin: middle, end });
      end = middle;
    } else {
      plan.push({ begin, end: middle });
      begin = middle;
    }
  }
  return plan.reverse();
}

/**
 * Plans the proof that a tree of `newSize` leaves begins with the tree of `oldSize`: PROOF(m, D[n]) of RFC 6962,
 * section 2.1.2.
 *
 * @throws ProofError when the older tree is empty, which proves nothing, or larger than the newer one
 */
export function planConsistency(oldSize: number, newSize: number): ProofPlan {
  assertConsistencySizes(oldSize, newSize);
  const plan: ProofPlan = [];
  let begin = 0;
  let end = newSize;
  while (end !== oldSize) {
    const middle = begin + splitPoint(end - begin);
    if (oldSize <= middle) {
      plan.push({ begin: middle, end });
      end = middle;
    } else {
      plan.push({ begin, end: middle });
      begin = middle;
    }
  }
  if (begin !== 0) {
    // The subtree both trees share at their edge: the verifier cannot compute it from the older root.
    plan.push({ begin, end });
  }
  return plan.reverse();
}

/** @throws ProofError unless a consistency proof between these sizes says something */
export function assertConsistencySizes(oldSize: number, newSize: number) {
  assertSize(oldSize, 'the older tree size');
  assertSize(newSize, 'the newer tree size');
  if (oldSize === 0) {
    throw new ProofError(
      'every tree is consistent with the empty tree: size 0 proves nothing',
    );
  }
  if (oldSize > newSize) {
    throw new ProofError(
      `the older tree has ${oldSize} leaves, more than the newer one's ${newSize}`,
    );
  }
}

/** The perfect subtrees whose hashes a plan needs, in the order {@link assembleProof} takes them. */
export function planNodes(plan: ProofPlan): NodeId[] {
  return plan.flatMap(perfectSubtrees);
}

/**
 * Makes the proof of a plan.
 *
 * @param hashOf - the stored hash of a perfect subtree
 */
export function assembleProof(
  plan: ProofPlan,
  hashOf: (node: NodeId) => Uint8Array,
  hasher: TreeHasher,
): Uint8Array[] {
  return plan.map(range =>
    perfectSubtrees(range)
      .map(hashOf)
      .reduceRight((right, left) => hasher.node(left, right)),
  );
}
