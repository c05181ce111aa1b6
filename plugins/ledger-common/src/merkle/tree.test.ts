import fc from 'fast-check';
import { concatBytes, equalBytes, toHex } from '../bytes';
import {
  hasher,
  hashOf,
  indexAndSize,
  leaves,
  MAX,
  roots,
} from './__testUtils__/grownTree';
import { CompactRange } from './CompactRange';
import { planConsistency, planInclusion, planNodes } from './proofs';
import { perfectSubtrees } from './subtrees';

/** The reference: MTH of RFC 6962, section 2.1, as it is written there. */
function naiveRoot(hashes: Uint8Array[]): Uint8Array {
  if (hashes.length === 0) return hasher.emptyRoot();
  if (hashes.length === 1) return hashes[0];
  let k = 1;
  while (k * 2 < hashes.length) k *= 2;
  return hasher.node(naiveRoot(hashes.slice(0, k)), naiveRoot(hashes.slice(k)));
}

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
