import fc from 'fast-check';
import { standingOf } from './budget';
import { compose } from './composite';
import { budgetOf, exact, nearest } from './exact';

describe('the standing of an objective', () => {
  it('counts what is left and how fast it goes, without clamping', () => {
    expect(standingOf({ bad: 1, total: 1000 }, 0.999)).toEqual({
      bad: 1,
      total: 1000,
      sli: 0.999,
      burnRate: 1,
      budgetLeft: 0,
    });
    expect(standingOf({ bad: 30, total: 1000 }, 0.99)).toMatchObject({
      burnRate: 3,
      budgetLeft: -2,
    });
    expect(standingOf({ bad: 0, total: 7 }, 0.99)).toMatchObject({
      sli: 1,
      burnRate: 0,
      budgetLeft: 1,
    });
  });

  it('is the double nearest to the exact number, however large the counts are', () => {
    fc.assert(
      fc.property(
        fc.maxSafeNat(),
        fc.maxSafeNat(),
        fc.constantFrom(0.5, 0.9, 0.95, 0.999, 0.9999),
        (a, b, target) => {
          const [bad, total] = [Math.min(a, b), Math.max(a, b, 1)];
          const ratio = exact(bad).div(exact(total));
          const burnRate = ratio.div(budgetOf(target));
          expect(standingOf({ bad, total }, target)).toEqual({
            ...{ bad, total },
            sli: nearest(exact(1).sub(ratio)),
            burnRate: nearest(burnRate),
            budgetLeft: nearest(exact(1).sub(burnRate)),
          });
        },
      ),
    );
  });

  it('has no figure without events, nor for counts that contradict each other', () => {
    expect(standingOf({ bad: 0, total: 0 }, 0.99)).toBe('no-data');
    expect(standingOf({ bad: 5, total: 4 }, 0.99)).toBe('inconsistent');
    expect(standingOf({ bad: 5, total: 0 }, 0.99)).toBe('inconsistent');
    expect(standingOf({ bad: -1, total: 4 }, 0.99)).toBe('inconsistent');
    expect(standingOf({ bad: NaN, total: 4 }, 0.99)).toBe('inconsistent');
    expect(standingOf({ bad: 1, total: Infinity }, 0.99)).toBe('inconsistent');
  });

  it('overspends exactly when more than the share of the target is bad', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99_999 }),
        fc.nat(1_000_000),
        fc.integer({ min: 1, max: 1_000_000 }),
        (parts, bad, total) => {
          fc.pre(bad <= total);
          const standing = standingOf({ bad, total }, parts / 100_000);
          if (typeof standing === 'string') throw new Error(standing);
          const overspent =
            BigInt(bad) * 100_000n > BigInt(100_000 - parts) * BigInt(total);
          expect(standing.budgetLeft < 0).toBe(overspent);
          expect(standing.burnRate > 1).toBe(overspent);
        },
      ),
    );
  });
});

describe('a number as it was written', () => {
  it('comes back as itself', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, min: -1e300, max: 1e300 }),
        value => {
          fc.pre(value === 0 || Math.abs(value) > 1e-290);
          expect(nearest(exact(value))).toBe(value + 0);
        },
      ),
    );
    expect(exact(1e-7).mul(3).toString()).toBe('0.0000003');
    expect(() => exact(NaN)).toThrow(RangeError);
  });
});

describe('a composite', () => {
  it('multiplies what all have to hold, and what fails where one is enough', () => {
    expect(compose({ kind: 'serial', parts: [0.999, 0.999] })).toBe(0.998001);
    expect(compose({ kind: 'parallel', parts: [0.99, 0.9] })).toBe(0.999);
  });

  it('weighs', () => {
    const parts = [
      { value: 0.99, weight: 3 },
      { value: 0.95, weight: 1 },
    ];
    expect(compose({ kind: 'weighted', parts })).toBe(0.98);
    expect(() =>
      compose({ kind: 'weighted', parts: [{ value: 1, weight: 0 }] }),
    ).toThrow('weight above 0');
    expect(() => compose({ kind: 'serial', parts: [] })).toThrow('one part');
  });
});
