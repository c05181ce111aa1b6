import fc from 'fast-check';
import { isEvident, upperTail } from './evidence';

/** The same by adding up all terms, for few trials. */
function addedUp(k: number, n: number, p: number): number {
  let sum = 0;
  for (let i = Math.max(0, k); i <= n; i++) {
    let term = 1;
    for (let j = 0; j < i; j++) term *= ((n - j) / (j + 1)) * p;
    sum += term * (1 - p) ** (n - i);
  }
  return sum;
}

describe('the chance of as many failures', () => {
  it('is what all terms add up to', () => {
    fc.assert(
      fc.property(
        fc.nat(60),
        fc.nat(60),
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        (k, n, p) => {
          expect(upperTail(k, n, p)).toBeCloseTo(addedUp(k, n, p), 9);
        },
      ),
    );
  });

  it('stays a chance for very many events', () => {
    expect(upperTail(14_400, 1_000_000, 0.0144)).toBeCloseTo(0.5, 1);
    expect(upperTail(20_000, 1_000_000, 0.0144)).toBeLessThan(1e-12);
    expect(upperTail(10_000, 1_000_000, 0.0144)).toBeCloseTo(1, 9);
    expect(upperTail(3, 2, 0.5)).toBe(0);
    expect(upperTail(1, 2, 0)).toBe(0);
    expect(upperTail(1, 2, 1)).toBe(1);
  });
});

describe('evidence', () => {
  it('is not one failure of ten, nor four of ten', () => {
    expect(isEvident({ bad: 1, total: 10 }, 0.0144)).toBe(false);
    expect(isEvident({ bad: 4, total: 10 }, 0.0144)).toBe(false);
    expect(isEvident({ bad: 5, total: 10 }, 0.0144)).toBe(true);
  });

  it('is not what chance explains', () => {
    expect(isEvident({ bad: 8, total: 400 }, 0.0144)).toBe(false);
    expect(isEvident({ bad: 11, total: 400 }, 0.0144)).toBe(true);
  });

  it('is the share itself where there is traffic enough, as the written rules compare it', () => {
    expect(isEvident({ bad: 1_441, total: 100_000 }, 0.0144)).toBe(true);
    expect(isEvident({ bad: 1_440, total: 100_000 }, 0.0144)).toBe(false);
  });

  it('is never taken away by more failures of the same events', () => {
    fc.assert(
      fc.property(
        fc.nat(500),
        fc.integer({ min: 1, max: 500 }),
        fc.double({ min: 0.0001, max: 0.5, noNaN: true }),
        (bad, total, threshold) => {
          fc.pre(bad < total);
          const lost =
            isEvident({ bad, total }, threshold) &&
            !isEvident({ bad: bad + 1, total }, threshold);
          expect(lost).toBe(false);
        },
      ),
    );
  });
});
