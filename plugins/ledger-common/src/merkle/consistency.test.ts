import fc from 'fast-check';
import { hasher, hashOf, leaves, MAX, roots } from './__testUtils__/grownTree';
import {
  bit,
  flip,
  holds,
  withFlippedProof,
  withoutLastHash,
} from './__testUtils__/tampering';
import { assembleProof, planConsistency } from './proofs';
import { verifyConsistency } from './verifyProof';

const consistency = (oldSize: number, newSize: number) => ({
  oldSize,
  oldRoot: roots[oldSize],
  newSize,
  newRoot: roots[newSize],
  proof: assembleProof(planConsistency(oldSize, newSize), hashOf, hasher),
});

const twoSizes = fc
  .tuple(fc.integer({ min: 1, max: MAX }), fc.integer({ min: 1, max: MAX }))
  .map(([a, b]) => ({ oldSize: Math.min(a, b), newSize: Math.max(a, b) }));

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
          ...withFlippedProof(claim, at, pick),
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
          holds(() => verifyConsistency(withoutLastHash(claim), hasher)),
        ).toBe(claim.proof.length === 0);
      }),
    );
  });

  it('need roots and hashes of 32 bytes, also where both trees are one', () => {
    const short = new Uint8Array(12);
    const [same, grown] = [consistency(2, 2), consistency(1, 2)];
    for (const claim of [
      { ...same, oldRoot: short, newRoot: short },
      { ...grown, oldRoot: short },
      { ...grown, newRoot: short },
      { ...grown, proof: [short] },
    ]) {
      expect(() => verifyConsistency(claim, hasher)).toThrow('has 12 bytes');
    }
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
