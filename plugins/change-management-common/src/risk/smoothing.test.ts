import fc from 'fast-check';
import {
  assumedFailureRate,
  failureProbability,
  smoothedFailureProbability,
} from './smoothing';

const record = fc
  .tuple(fc.nat(500), fc.nat(500))
  .map(([a, b]) => ({ n: Math.max(a, b), failed: Math.min(a, b) }));
const history = fc.record({
  items: fc.array(record, { maxLength: 3 }),
  team: record,
  base: record,
});

describe('smoothedFailureProbability', () => {
  it('is the prior without any record, and near it with a short one', () => {
    expect(smoothedFailureProbability(0, 0)).toBe(assumedFailureRate.mean);
    expect(smoothedFailureProbability(1, 1)).toBeCloseTo(2 / 21);
    expect(smoothedFailureProbability(2, 0)).toBeCloseTo(1 / 22);
  });

  it('lies between the prior and the observed rate', () => {
    fc.assert(
      fc.property(record, ({ n, failed }) => {
        const rate = n === 0 ? assumedFailureRate.mean : failed / n;
        const p = smoothedFailureProbability(n, failed);
        const { mean } = assumedFailureRate;
        expect(p).toBeGreaterThanOrEqual(Math.min(rate, mean) - 1e-12);
        expect(p).toBeLessThanOrEqual(Math.max(rate, mean) + 1e-12);
      }),
    );
  });

  it('comes to the observed rate in the long run', () => {
    expect(smoothedFailureProbability(1e6, 3e5)).toBeCloseTo(0.3, 4);
  });
});

describe('failureProbability', () => {
  it('is a probability', () => {
    fc.assert(
      fc.property(history, h => {
        const p = failureProbability(h);
        expect(p).toBeGreaterThan(0);
        expect(p).toBeLessThan(1);
      }),
    );
  });

  it('never falls with one more failure, be it of a change more or of one that was counted', () => {
    fc.assert(
      fc.property(
        history,
        fc.constantFrom('item' as const, 'team' as const, 'base' as const),
        fc.boolean(),
        (h, where, oneMore) => {
          const worse = ({ n, failed }: { n: number; failed: number }) =>
            oneMore
              ? { n: n + 1, failed: failed + 1 }
              : { n, failed: Math.min(n, failed + 1) };
          const after = {
            item: { ...h, items: h.items.map((r, i) => (i ? r : worse(r))) },
            team: { ...h, team: worse(h.team) },
            base: { ...h, base: worse(h.base) },
          }[where];
          expect(failureProbability(after)).toBeGreaterThanOrEqual(
            failureProbability(h) - 1e-12,
          );
        },
      ),
    );
  });

  it('takes an item nobody changed yet for one of its team', () => {
    const team = { n: 100, failed: 40 };
    const base = { n: 1000, failed: 10 };
    const known = failureProbability({ items: [], team, base });
    expect(known).toBeCloseTo(0.365, 2);
    expect(
      failureProbability({ items: [{ n: 0, failed: 0 }], team, base }),
    ).toBeCloseTo(known);
  });
});
