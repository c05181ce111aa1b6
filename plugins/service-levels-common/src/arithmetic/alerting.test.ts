import fc from 'fast-check';
import { predictAlert } from './detection';
import { alertTiers, thresholdOf } from './tiers';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const noDelay = { evaluation: 0, ingestion: 0, pending: 0 };

function burnRates(days: number): number[] {
  const window = days * DAY;
  return alertTiers(window, MINUTE).map(
    tier => thresholdOf(tier, { target: 0.999, window }).burnRate,
  );
}

describe('alert tiers', () => {
  it('are those of the workbook for 30 days', () => {
    expect(
      alertTiers(30 * DAY, MINUTE).map(({ severity, long, short }) => [
        severity,
        long / HOUR,
        short / MINUTE,
      ]),
    ).toEqual([
      ['page', 1, 5],
      ['page', 6, 30],
      ['ticket', 24, 120],
      ['ticket', 72, 360],
    ]);
    expect(burnRates(30)).toEqual([14.4, 6, 3, 1]);
  });

  it('keep an hour an hour for 28 and 90 days, and the budget they stand for', () => {
    expect(burnRates(28)).toEqual([13.44, 5.6, 2.8, 28 / 30]);
    expect(burnRates(90)).toEqual([43.2, 18, 9, 3]);
  });

  it('shrink with a window of days or an hour', () => {
    expect(burnRates(7)).toEqual([14.4, 6, 3, 1].map(expect.closeTo));
    const tiers = alertTiers(HOUR, 5 * SECOND);
    expect(tiers.map(({ long, short }) => [long, short])).toEqual([
      [30 * SECOND, 5 * SECOND],
      [2 * MINUTE, 10 * SECOND],
      [6 * MINUTE, 30 * SECOND],
    ]);
  });

  it('say the threshold as the number a person would write', () => {
    const [page] = alertTiers(30 * DAY, MINUTE);
    const { errorRatio } = thresholdOf(page, {
      target: 0.999,
      window: 30 * DAY,
    });
    expect(errorRatio).toBe(0.0144);
    expect(14.4 * (1 - 0.999)).not.toBe(0.0144);
  });

  it('tell what can never fire', () => {
    const [page, slower] = alertTiers(30 * DAY, MINUTE);
    const loose = { target: 0.9, window: 30 * DAY };
    expect(thresholdOf(page, loose)).toMatchObject({
      errorRatio: 1.44,
      canFire: false,
    });
    expect(thresholdOf(slower, loose).canFire).toBe(true);
  });
});

describe('a predicted alert', () => {
  const promise = { target: 0.999, window: 30 * DAY };
  const tiers = alertTiers(promise.window, MINUTE);

  it.each([
    [1, 51.84],
    [0.1, 518.4],
    [0.02, 2592],
  ])('fires for %p bad events after %p s', (ratio, seconds) => {
    const { first } = predictAlert(ratio, tiers, promise, noDelay);
    expect(first?.firesAfter).toBeCloseTo(seconds * SECOND, 6);
  });

  it('says so where no pair fires', () => {
    expect(predictAlert(0.0009, tiers, promise, noDelay).first).toBeUndefined();
  });

  it('fires and resets when a simulated alert does', () => {
    const step = 10 * SECOND;
    fc.assert(
      fc.property(
        fc.double({ min: 0.02, max: 1, noNaN: true }),
        fc.constantFrom(0.99, 0.995, 0.999, 0.9995),
        fc.integer({ min: 1, max: 4 }),
        (ratio, target, days) => {
          const short = { target, window: days * DAY };
          const [tier] = alertTiers(short.window, step);
          const [predicted] = predictAlert(ratio, [tier], short, noDelay).tiers;
          const { errorRatio } = thresholdOf(tier, short);
          const over = (fault: number, since: number, window: number) =>
            (Math.min(fault, Math.max(0, window - since)) / window) * ratio >
            errorRatio;
          const fires = predicted.firesAfter !== undefined;
          expect(over(tier.long, 0, tier.long)).toBe(fires);
          fc.pre(fires);
          const { firesAfter = 0, resetsAfter = 0 } = predicted;
          expect(over(firesAfter - step, 0, tier.long)).toBe(false);
          expect(over(firesAfter + step, 0, tier.long)).toBe(true);
          expect(over(tier.long, resetsAfter - 1, tier.short)).toBe(true);
          expect(over(tier.long, resetsAfter + 1, tier.short)).toBe(false);
        },
      ),
    );
  });
});
