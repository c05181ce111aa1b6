import fc from 'fast-check';
import { durationStatistics, rateStatistics } from './statistics';

describe('durationStatistics', () => {
  it.each([
    [[], { n: 0 }],
    [[7], { n: 1, median: 7, p90: 7 }],
    [[4, 1, 3, 2], { n: 4, median: 2, p90: 4 }],
    [[10, 9, 8, 7, 6, 5, 4, 3, 2, 1], { n: 10, median: 5, p90: 9 }],
  ])('of %j by nearest rank', (seconds, expected) => {
    expect(durationStatistics(seconds)).toEqual(expected);
  });

  it('gives values that occurred, with enough of the others not above them', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 1 }), seconds => {
        const { n, median, p90 } = durationStatistics(seconds);
        for (const [value, share] of [
          [median!, 0.5],
          [p90!, 0.9],
        ]) {
          expect(seconds).toContain(value);
          const notAbove = seconds.filter(s => s <= value).length;
          const below = seconds.filter(s => s < value).length;
          expect(notAbove).toBeGreaterThanOrEqual(share * n);
          expect(below).toBeLessThan(share * n);
        }
      }),
    );
  });
});

it('gives no rate where there is nothing to divide by', () => {
  expect(rateStatistics(0, 0)).toEqual({ n: 0, count: 0 });
  expect(rateStatistics(1, 4)).toEqual({ n: 4, count: 1, rate: 0.25 });
});
