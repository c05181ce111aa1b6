import { alertTiers } from '@countersign/plugin-service-levels-common';
import fc from 'fast-check';
import {
  budgetEstimate,
  detectionFigures,
  predictDetection,
  watchingObjective,
} from '.';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const hour = {
  target: 0.95,
  window: HOUR,
  tiers: alertTiers(HOUR, MINUTE),
  delays: { evaluation: 15_000, ingestion: 15_000, pending: 0 },
};

describe('detection', () => {
  it('is predicted from the share of bad requests', () => {
    // Two minutes at 0.15: half of all bad fills them in 36 s; 30 s later somebody sees it.
    expect(
      predictDetection({ badShare: 0.5, lasts: 5 * MINUTE }, hour),
    ).toEqual({ after: 66_000, severity: 'ticket' });
  });

  it('does not happen where the fault is over before, or too weak', () => {
    expect(
      predictDetection({ badShare: 0.5, lasts: 30_000 }, hour).reason,
    ).toBe('It is over after 30 s, and the first alert needs 36 s of it.');
    expect(
      predictDetection({ badShare: 0.04, lasts: HOUR }, hour).reason,
    ).toMatch(/so small a share/);
  });

  it('never comes later where the fault is worse or lasts longer', () => {
    const share = fc.double({ min: 0.01, max: 1, noNaN: true });
    const lasts = fc.integer({ min: 1000, max: 10 * HOUR });
    fc.assert(
      fc.property(share, share, lasts, lasts, (a, b, c, d) => {
        const after = (badShare: number, long: number) =>
          predictDetection({ badShare, lasts: long }, hour).after ?? Infinity;
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const [short, long] = [Math.min(c, d), Math.max(c, d)];
        expect(after(high, long)).toBeLessThanOrEqual(after(low, short));
      }),
    );
  });

  it('comes sooner where the window holds bad requests already, and by no alert that fires already', () => {
    const after = (badBefore: number) =>
      predictDetection(
        { badShare: 0.5, lasts: 5 * MINUTE },
        { ...hour, tiers: hour.tiers.map(tier => ({ ...tier, badBefore })) },
      ).after;
    // Six minutes at 0.05 are sooner than two at 0.15, with a part of it there already: 6 min · 0.035 / 0.485.
    expect(after(0.015)).toBeCloseTo(25_979 + 30_000, 0);
    expect(after(0.6)).toBeUndefined();
  });

  it('costs a share of the budget', () => {
    const fault = { badShare: 0.5, lasts: 6 * MINUTE };
    expect(budgetEstimate(fault, hour).costs).toBeCloseTo(1);
    // An hour of which the portal was on for 18 min.
    expect(budgetEstimate(fault, { ...hour, held: 18 * MINUTE })).toEqual({
      costs: expect.closeTo(2.5),
      holds: 24 * MINUTE,
      window: HOUR,
    });
  });

  it('costs what is counted afterwards, whatever the window held before and however fast requests come', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (minutes, rate, lasts, badShare) => {
          const ms = (count: number) => count * MINUTE;
          const watched = watchingObjective({
            ...{ target: 0.95, window: HOUR, predictions: [] },
            counts: { bad: 0, total: minutes * rate },
            pairs: [
              {
                ...{ severity: 'page', burnRate: 3, errorRatio: 0.15 },
                ...{ canFire: true, state: 'quiet' },
                ...{ longWindow: ms(2), shortWindow: ms(1) },
                long: { bad: 0, total: Math.min(minutes, 2) * rate },
                short: { bad: 0, total: Math.min(minutes, 1) * rate },
              },
            ],
          });
          const { costs } = budgetEstimate(
            { badShare, lasts: ms(lasts) },
            watched,
          );
          const bad = badShare * rate * lasts;
          const total = rate * Math.min(60, minutes + lasts);
          expect(costs).toBeCloseTo(bad / total / 0.05);
        },
      ),
    );
  });

  it('has figures over all drills', () => {
    expect(
      detectionFigures([
        { predicted: 100, measured: 110 },
        { predicted: 100, measured: 150 },
        { predicted: 100, measured: 95 },
        { predicted: 100 },
        { measured: 30 },
        {},
      ]),
    ).toEqual({
      compared: 3,
      medianError: 0.1,
      within: 2,
      missed: 1,
      surprises: 1,
    });
  });
});
