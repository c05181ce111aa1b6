import fc from 'fast-check';
import { wilsonInterval } from './wilson';

describe('wilsonInterval', () => {
  // Checked against statsmodels' proportion_confint(method='wilson').
  it.each([
    [10, 1, 0.0179, 0.4042],
    [10, 0, 0, 0.2775],
    [10, 10, 0.7225, 1],
    [100, 50, 0.4038, 0.5962],
  ])('of %d with %d', (n, k, low, high) => {
    const interval = wilsonInterval(n, k)!;
    expect(interval.low).toBeCloseTo(low, 3);
    expect(interval.high).toBeCloseTo(high, 3);
  });

  it('does not exist for no trials', () => {
    expect(wilsonInterval(0, 0)).toBeUndefined();
  });

  it('holds the rate, stays within 0 and 1, and narrows with more trials', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.nat(1000), (n, m) => {
        const k = m % (n + 1);
        const { low, high } = wilsonInterval(n, k)!;
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(k / n);
        expect(high).toBeGreaterThanOrEqual(k / n);
        const ten = wilsonInterval(10 * n, 10 * k)!;
        expect(ten.high - ten.low).toBeLessThan(high - low);
      }),
    );
  });
});
