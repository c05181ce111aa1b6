import fc from 'fast-check';
import { CompactRange } from '../CompactRange';
import type { NodeId } from '../subtrees';
import { TreeHasher } from '../TreeHasher';

export const hasher = new TreeHasher();

/** Leaves of the tree that every proof is tried on. */
export const MAX = 300;

/** Every leaf, the root at every size, and the hash of every full subtree. */
export const { leaves, roots, hashOf } = grow(MAX);

function grow(size: number) {
  const nodes = new Map<string, Uint8Array>();
  const tree = new CompactRange(hasher);
  const grown = Array.from({ length: size }, (_, i) =>
    hasher.leaf(`leaf ${i}`),
  );
  const rootAt = [tree.root()];
  for (const leaf of grown) {
    tree.append(leaf, ({ level, index }, hash) =>
      nodes.set(`${level}/${index}`, hash),
    );
    rootAt.push(tree.root());
  }
  return {
    leaves: grown,
    roots: rootAt,
    hashOf: ({ level, index }: NodeId) => {
      const hash = nodes.get(`${level}/${index}`);
      if (!hash) throw new Error(`no node ${level}/${index}`);
      return hash;
    },
  };
}

/** Any tree of at least one leaf, and a leaf of it. */
export const indexAndSize = fc
  .tuple(fc.nat(MAX - 1), fc.nat(MAX - 1))
  .map(([a, b]) => ({ index: Math.min(a, b), size: Math.max(a, b) + 1 }));
