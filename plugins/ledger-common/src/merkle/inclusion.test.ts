import fc from 'fast-check';
import {
  hasher,
  hashOf,
  indexAndSize,
  leaves,
  MAX,
  roots,
} from './__testUtils__/grownTree';
import {
  bit,
  flip,
  holds,
  withFlippedProof,
  withoutLastHash,
} from './__testUtils__/tampering';
import { assembleProof, planInclusion } from './proofs';
import { verifyInclusion } from './verifyProof';

const inclusion = (index: number, size: number) => ({
  leafHash: leaves[index],
  index,
  size,
  root: roots[size],
  proof: assembleProof(planInclusion(index, size), hashOf, hasher),
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
          ...withFlippedProof(claim, at, pick),
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
          holds(() => verifyInclusion(withoutLastHash(claim), hasher)),
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
