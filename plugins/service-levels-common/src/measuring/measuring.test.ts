import fc from 'fast-check';
import { thresholdOf } from '../arithmetic';
import { tiersOf } from '../engine';
import { BudgetingMethod } from '../openslo';
import { readDuration, SloWindow, windowLength } from '../window';
import { lowTraffic } from './lowTraffic';
import { shortRetention } from './retention';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const rolling = (text: string): SloWindow => ({
  kind: 'rolling',
  duration: readDuration(text)!,
});
const calendar = (text: string): SloWindow => ({
  ...rolling(text),
  kind: 'calendar',
  start: '2026-01-01T00:00:00',
  timeZone: 'Europe/Berlin',
});
const objective = (
  target: number,
  window: string,
  method: BudgetingMethod = { kind: 'occurrences' },
) => ({ target, window: rolling(window), method, conditions: [] });

describe('too little traffic', () => {
  it('is told just where one failure is a larger share than the fastest alert asks for', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(0.9, 0.99, 0.999, 0.9995),
        fc.constantFrom('1h', '1d', '7d', '30d'),
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.integer({ min: 1, max: 30 * 24 }),
        (target, window, total, hours) => {
          const given = objective(target, window);
          const over = hours * HOUR;
          const [fastest] = tiersOf(given);
          const { errorRatio } = thresholdOf(fastest, {
            target,
            window: windowLength(given.window),
          });
          const events = (total / over) * fastest.long;
          fc.pre(Math.abs(events * errorRatio - 1) > 1e-6);
          const isAlone = 1 / events > errorRatio;
          expect(lowTraffic(given, { total, over }) !== undefined).toBe(
            isAlone,
          );
        },
      ),
    );
  });

  it('says how much there is, what the alert asks for and what would help', () => {
    // 0.999 over 30 days pages at 1.44 % of an hour: seventy requests an hour are enough, and sixty are not.
    expect(
      lowTraffic(objective(0.999, '30d'), { total: 60 * 24, over: DAY }),
    ).toBe(
      'There are about 60 events in the 60 min of its fastest alert: one failure is more than the 1.44 % it asks for, so that it waits for 5. A longer window, a lower target, or counting slices of time tells more',
    );
    expect(
      lowTraffic(objective(0.999, '30d'), { total: 70 * 24, over: DAY }),
    ).toBeUndefined();
  });

  it('is not told of what nobody knows yet, nor of slices of time', () => {
    const given = objective(0.999, '30d');
    expect(lowTraffic(given, { total: 1, over: HOUR - 1 })).toBeUndefined();
    expect(lowTraffic(given, { total: 0, over: HOUR })).toBeDefined();
    for (const kind of ['timeslices', 'ratio-timeslices'] as const) {
      const method = { kind, slice: 300_000, sliceTarget: 0.9 };
      expect(
        lowTraffic(objective(0.999, '30d', method), { total: 1, over: DAY }),
      ).toBeUndefined();
    }
  });

  it('goes by the own alert policies of an objective', () => {
    const patient = {
      ...objective(0.999, '30d'),
      conditions: [
        {
          ...{ policy: 'p', name: 'c', severity: 'page', op: 'gte' as const },
          ...{ threshold: 1, lookback: 3 * DAY, alertAfter: 0 },
        },
      ],
    };
    expect(lowTraffic(patient, { total: 14 * 24, over: DAY })).toBeUndefined();
    expect(lowTraffic(patient, { total: 24, over: DAY })).toContain(
      '72 events',
    );
  });
});

describe('a window that is longer than its source keeps', () => {
  it('is told where any of it may be gone', () => {
    const source = (keeps: number | undefined) => ({ name: 'prom', keeps });
    expect(shortRetention(rolling('30d'), source(undefined))).toBeUndefined();
    expect(shortRetention(rolling('30d'), source(30 * DAY))).toBeUndefined();
    expect(shortRetention(rolling('30d'), source(30 * DAY - 1))).toBe(
      'The window is longer than the 29 days that prom keeps: what the portal did not read in time cannot be read later. Shorten it, or have the source keep more',
    );
    // A month may have 31 days, and its clocks may be put back.
    expect(shortRetention(calendar('1M'), source(30 * DAY))).toContain(
      '30 days',
    );
    expect(shortRetention(calendar('1M'), source(31 * DAY))).toContain(
      '31 days',
    );
    expect(shortRetention(calendar('1M'), source(32 * DAY))).toBeUndefined();
    expect(shortRetention(calendar('1Q'), source(91 * DAY))).toBeDefined();
    expect(shortRetention(calendar('1Y'), source(365 * DAY))).toBeDefined();
    expect(shortRetention(rolling('1d'), source(5.55 * HOUR))).toContain(
      'the 5.5 h that',
    );
  });
});
