import fc from 'fast-check';
import { concatBytes, equalBytes, toHex } from '../bytes';
import { CompactRange } from './CompactRange';
import {
  assembleProof,
  planConsistency,
  planInclusion,
  planNodes,
} from './proofs';
import { perfectSubtrees, type NodeId } from './subtrees';
import { TreeHasher } from './TreeHasher';
import { verifyConsistency, verifyInclusion } from './verifyProof';

const hasher = new TreeHasher();

/** The reference: MTH of RFC 6962, section 2.1, as it is written there. */
function naiveRoot(leaves: Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return hasher.emptyRoot();
  if (leaves.length === 1) return leaves[0];
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return hasher.node(naiveRoot(leaves.slice(0, k)), naiveRoot(leaves.slice(k)));
}

/** A tree that remembers every full subtree. */
function grow(size: number) {
  const nodes = new Map<string, Uint8Array>();
  const tree = new CompactRange(hasher);
  const leaves = Array.from({ length: size }, (_, i) =>
    hasher.leaf(`leaf ${i}`),
  );
  const roots = [tree.root()];
  for (const leaf of leaves) {
    tree.append(leaf, ({ level, index }, hash) =>
      nodes.set(`${level}/${index}`, hash),
    );
    roots.push(tree.root());
  }
  const hashOf = ({ level, index }: NodeId) => {
    const hash = nodes.get(`${level}/${index}`);
    if (!hash) throw new Error(`no node ${level}/${index}`);
    return hash;
  };
  return { leaves, roots, hashOf };
}

const MAX = 300;
const { leaves, roots, hashOf } = grow(MAX);

const inclusion = (index: number, size: number) => ({
  leafHash: leaves[index],
  index,
  size,
  root: roots[size],
  proof: assembleProof(planInclusion(index, size), hashOf, hasher),
});

const consistency = (oldSize: number, newSize: number) => ({
  oldSize,
  oldRoot: roots[oldSize],
  newSize,
  newRoot: roots[newSize],
  proof: assembleProof(planConsistency(oldSize, newSize), hashOf, hasher),
});

const holds = (verify: () => void) => {
  try {
    verify();
    return true;
  } catch {
    return false;
  }
};

const flip = (bytes: Uint8Array, bit: number) => {
  const flipped = Uint8Array.from(bytes);
  flipped[Math.floor(bit / 8)] ^= 2 ** (bit % 8);
  return flipped;
};

const indexAndSize = fc
  .tuple(fc.nat(MAX - 1), fc.nat(MAX - 1))
  .map(([a, b]) => ({ index: Math.min(a, b), size: Math.max(a, b) + 1 }));
const twoSizes = fc
  .tuple(fc.integer({ min: 1, max: MAX }), fc.integer({ min: 1, max: MAX }))
  .map(([a, b]) => ({ oldSize: Math.min(a, b), newSize: Math.max(a, b) }));
const bit = fc.nat(255);

describe('the RFC 6962 tree', () => {
  it('gives the known roots of the Certificate Transparency test vectors', () => {
    const inputs = [
      '',
      '00',
      '10',
      '2021',
      '3031',
      '40414243',
      '5051525354555657',
      '606162636465666768696a6b6c6d6e6f',
    ];
    const expected = [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
      '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
      'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    ];
    const tree = new CompactRange(hasher);
    expect(toHex(tree.root())).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
    expect(
      inputs.map(input => {
        tree.append(hasher.leafOfBytes(Buffer.from(input, 'hex')));
        return toHex(tree.root());
      }),
    ).toEqual(expected);
  });

  it('tells leaves from nodes', () => {
    const node = concatBytes(leaves[0], leaves[1]);
    expect(hasher.leafOfBytes(node)).not.toEqual(
      hasher.node(leaves[0], leaves[1]),
    );
  });

  it('has the root of its definition at every size', () => {
    for (let size = 0; size <= MAX; size++) {
      expect(equalBytes(roots[size], naiveRoot(leaves.slice(0, size)))).toBe(
        true,
      );
    }
  });

  it('goes on from its edge, by leaves or by whole subtrees', () => {
    fc.assert(
      fc.property(indexAndSize, ({ index, size }) => {
        const edge = CompactRange.nodes(index).map(hashOf);
        const tree = new CompactRange(hasher, index, edge);
        for (const node of perfectSubtrees({ begin: index, end: size })) {
          tree.appendSubtree(node.level, hashOf(node));
        }
        expect(tree.size).toBe(size);
        expect(tree.root()).toEqual(roots[size]);
      }),
    );
  });

  it('refuses an edge and a subtree that do not fit', () => {
    expect(() => new CompactRange(hasher, 3, [leaves[0]])).toThrow(
      'the edge of a tree of 3 leaves has 2 hashes, not 1',
    );
    const tree = new CompactRange(hasher, 1, [leaves[0]]);
    expect(() => tree.appendSubtree(1, leaves[0])).toThrow(
      'a subtree of 2 leaves cannot begin at leaf 1',
    );
    expect(() => tree.append(leaves[0].slice(1))).toThrow('has 31 bytes');
  });

  it('plans proofs of logs beyond 32 bits', () => {
    const size = 2 ** 40 + 5;
    const plan = planInclusion(2 ** 33 + 7, size);
    expect(plan).toHaveLength(41);
    expect(
      planNodes(plan).every(({ index }) => Number.isSafeInteger(index)),
    ).toBe(true);
    expect(planNodes(planConsistency(2 ** 35 + 1, size)).length).toBeLessThan(
      80,
    );
    expect(() => planInclusion(2 ** 53, 2 ** 53 + 2)).toThrow(
      'must be a whole number of leaves',
    );
  });
});

describe('inclusion proofs', () => {
  it('verify for every leaf of every tree', () => {
    for (let size = 1; size <= 70; size++) {
      for (let index = 0; index < size; index++) {
        expect(
          holds(() => verifyInclusion(inclusion(index, size), hasher)),
        ).toBe(true);
      }
    }
    fc.assert(
      fc.property(indexAndSize, ({ index, size }) =>
        holds(() => verifyInclusion(inclusion(index, size), hasher)),
      ),
    );
  });

  it('do not verify with a bit flipped in leaf, root or proof', () => {
    fc.assert(
      fc.property(indexAndSize, bit, fc.nat(), ({ index, size }, at, pick) => {
        const claim = inclusion(index, size);
        const wrong = [
          { ...claim, leafHash: flip(claim.leafHash, at) },
          { ...claim, root: flip(claim.root, at) },
          ...(claim.proof.length > 0
            ? [
                {
                  ...claim,
                  proof: claim.proof.map((hash, i) =>
                    i === pick % claim.proof.length ? flip(hash, at) : hash,
                  ),
                },
              ]
            : []),
        ];
        for (const claimed of wrong) {
          expect(() => verifyInclusion(claimed, hasher)).toThrow(
            'but the proof leads to',
          );
        }
      }),
    );
  });

  it('do not verify for another index or with hashes more or less', () => {
    fc.assert(
      fc.property(indexAndSize, fc.nat(MAX), ({ index, size }, other) => {
        const claim = inclusion(index, size);
        expect(
          holds(() => verifyInclusion({ ...claim, index: other }, hasher)),
        ).toBe(other === index);
        expect(() =>
          verifyInclusion(
            { ...claim, proof: [...claim.proof, leaves[0]] },
            hasher,
          ),
        ).toThrow('too many hashes');
        expect(
          holds(() =>
            verifyInclusion(
              { ...claim, proof: claim.proof.slice(0, -1) },
              hasher,
            ),
          ),
        ).toBe(claim.proof.length === 0);
      }),
    );
  });

  it('need hashes of 32 bytes', () => {
    const claim = inclusion(1, 2);
    expect(() =>
      verifyInclusion({ ...claim, proof: [new Uint8Array(31)] }, hasher),
    ).toThrow('proof hash 0 has 31 bytes');
    expect(() => verifyInclusion({ ...claim, index: 2 }, hasher)).toThrow(
      'a tree of 2 leaves has no leaf 2',
    );
  });
});

describe('consistency proofs', () => {
  it('verify between any two sizes', () => {
    for (let newSize = 1; newSize <= 66; newSize++) {
      for (let oldSize = 1; oldSize <= newSize; oldSize++) {
        expect(
          holds(() => verifyConsistency(consistency(oldSize, newSize), hasher)),
        ).toBe(true);
      }
    }
    fc.assert(
      fc.property(twoSizes, ({ oldSize, newSize }) =>
        holds(() => verifyConsistency(consistency(oldSize, newSize), hasher)),
      ),
    );
  });

  it('do not verify with a bit flipped in a root or the proof', () => {
    fc.assert(
      fc.property(twoSizes, bit, fc.nat(), ({ oldSize, newSize }, at, pick) => {
        const claim = consistency(oldSize, newSize);
        const wrong = [
          { ...claim, oldRoot: flip(claim.oldRoot, at) },
          { ...claim, newRoot: flip(claim.newRoot, at) },
          ...(claim.proof.length > 0
            ? [
                {
                  ...claim,
                  proof: claim.proof.map((hash, i) =>
                    i === pick % claim.proof.length ? flip(hash, at) : hash,
                  ),
                },
              ]
            : []),
        ];
        for (const claimed of wrong) {
          expect(() => verifyConsistency(claimed, hasher)).toThrow();
        }
      }),
    );
  });

  it('do not verify with hashes more or less', () => {
    fc.assert(
      fc.property(twoSizes, ({ oldSize, newSize }) => {
        const claim = consistency(oldSize, newSize);
        expect(() =>
          verifyConsistency(
            { ...claim, proof: [...claim.proof, leaves[0]] },
            hasher,
          ),
        ).toThrow();
        expect(
          holds(() =>
            verifyConsistency(
              { ...claim, proof: claim.proof.slice(0, -1) },
              hasher,
            ),
          ),
        ).toBe(claim.proof.length === 0);
      }),
    );
  });

  it('refuse an empty or a larger older tree', () => {
    const claim = consistency(1, 2);
    expect(() => verifyConsistency({ ...claim, oldSize: 0 }, hasher)).toThrow(
      'size 0 proves nothing',
    );
    expect(() => planConsistency(0, 2)).toThrow('size 0 proves nothing');
    expect(() => planConsistency(3, 2)).toThrow('more than the newer');
  });
});
