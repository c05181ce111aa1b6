import { alertTiers } from '@countersign/plugin-service-levels-common';
import { measureDetection, predictDetection, watchingObjective } from '.';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const from = '2026-11-27T10:00:00.000Z';
const after = (ms: number) => new Date(Date.parse(from) + ms).toISOString();
const predicted = [
  { objective: 'latency', after: 66_000 },
  { objective: 'success', reason: 'It is too weak.' },
];
const alert = (number: string, ms: number) => ({
  ...{ number, objective: 'latency' },
  firedAt: after(ms),
});

describe('the detection of a drill', () => {
  it('is the first alert that fired after the fault began', () => {
    const alerts = [
      alert('ALR0000003', 90_000),
      alert('ALR0000002', 70_000),
      // Of something else that happened before.
      alert('ALR0000001', -10_000),
    ];
    expect(
      measureDetection(predicted, { from, to: after(5 * MINUTE) }, alerts),
    ).toEqual({
      ...{ predicted: 66_000, measured: 70_000, missed: false },
      ...{ alert: 'ALR0000002', objective: 'latency' },
    });
  });

  it('is missed only where the fault was there as long as the alert needs', () => {
    const until = (ms: number) =>
      measureDetection(predicted, { from, to: after(ms) }, []);
    expect(until(5 * MINUTE)).toEqual({ predicted: 66_000, missed: true });
    // It was stopped before.
    expect(until(30_000)).toEqual({ missed: false });
    expect(measureDetection([], { from, to: after(HOUR) }, [])).toEqual({
      missed: false,
    });
  });
});

describe('an objective as service levels tell it', () => {
  it('predicts what its own windows hold and, of its delays, what passes on average', () => {
    const tiers = alertTiers(HOUR, MINUTE);
    const delays = { evaluation: 15_000, ingestion: 15_000, pending: 0 };
    const target = 0.95;
    const late = delays.evaluation + delays.ingestion;
    const pairs = tiers.map(({ severity, long, short, budgetShare }) => {
      const burnRate = budgetShare.mul(HOUR).div(long).valueOf();
      const errorRatio = burnRate * (1 - target);
      return {
        ...{ severity, burnRate, errorRatio, canFire: errorRatio < 1 },
        ...{ longWindow: long, shortWindow: short },
        long: { bad: 3, total: 100 },
      };
    });
    const told = {
      ...{ target, window: HOUR, pairs },
      predictions: [
        {
          errorRatio: 1,
          pairs: pairs.map(({ longWindow, errorRatio, canFire }) =>
            canFire ? { firesAfter: longWindow * errorRatio + late } : {},
          ),
        },
      ],
    } as unknown as Parameters<typeof watchingObjective>[0];
    const fault = { badShare: 0.5, lasts: 5 * MINUTE };
    const { after: expected } = predictDetection(fault, {
      ...{ target, window: HOUR },
      tiers: tiers.map(tier => ({ ...tier, badBefore: 0.03 })),
      delays: { evaluation: 7_500, ingestion: 7_500, pending: 0 },
    });
    const { after: found } = predictDetection(fault, watchingObjective(told));
    expect(found).toBeCloseTo(expected!, 6);
  });
});
