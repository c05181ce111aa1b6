import fc from 'fast-check';
import { Objective } from '../openslo';
import { burnDown, budgetOverTime, burnRates, burnRateRange } from './burnDown';
import {
  evenSteps,
  recordedLevels,
  recordedRanges,
  RecordedStep,
  remainderOf,
  sameCounts,
} from './recorded';
import { budgetSpan } from './span';
import { trendOf } from './trend';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 10, 26, 15, 42);

const rolling = (count: number, unit: 'hours' | 'days') =>
  ({
    window: { kind: 'rolling', duration: { count, unit } },
    conditions: [],
  } satisfies Pick<Objective, 'window' | 'conditions'>);

it('takes sums for the same but for how weighted events were added, and whole events exactly', () => {
  const tenths = [0.1, 0.1, 0.1].reduce((sum, each) => sum + each, 0);
  expect(tenths).not.toBe(0.3);
  expect(sameCounts({ bad: tenths, total: 3 }, { bad: 0.3, total: 3 })).toBe(
    true,
  );
  expect(
    sameCounts({ bad: 1e9 + 1, total: 2e9 }, { bad: 1e9, total: 2e9 }),
  ).toBe(false);
});

it('has a remainder that makes the counts with the steps, or none where they have more than the counts', () => {
  const counts = fc.record({
    bad: fc.oneof(
      fc.nat(1_000),
      fc.double({ min: 0, max: 1_000, noNaN: true }),
    ),
    total: fc.nat(100_000),
  });
  fc.assert(
    fc.property(counts, counts, (whole, steps) => {
      const rest = remainderOf(whole, steps);
      const both = {
        bad: steps.bad + (rest?.bad ?? 0),
        total: steps.total + (rest?.total ?? 0),
      };
      const isMore = steps.bad > whole.bad || steps.total > whole.total;
      expect(sameCounts(both, whole) || (isMore && rest === undefined)).toBe(
        true,
      );
      expect((rest?.bad ?? 0) >= 0 && (rest?.total ?? 0) >= 0).toBe(true);
    }),
  );
  // Weighted events that were added in another order hide no remainder of the others.
  expect(
    remainderOf({ bad: 0.3, total: 5 }, { bad: 0.1 + 0.2, total: 3 }),
  ).toEqual({ bad: 0, total: 2 });
});

describe('the steps that make a time', () => {
  const levels = recordedLevels(MINUTE, 6 * HOUR);

  it('has each instant in one step that is still kept, whatever the time', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 800 * 24 * 60 }),
        fc.nat(30 * 24 * 60),
        fc.constantFrom('fine' as const, 'coarse' as const),
        (length, ago, grain) => {
          const to = NOW - ago * MINUTE;
          const from = to - length * MINUTE;
          const ranges = recordedRanges({ from, to }, levels, {
            now: NOW,
            grain,
          });
          // One after the other, each from the end of a step of its own to another, or to where the time ends.
          expect(ranges.every(range => range.from % range.width === 0)).toBe(
            true,
          );
          expect(ranges.every(range => range.to > range.from)).toBe(true);
          expect(ranges.slice(1).map(range => range.from)).toEqual(
            ranges.slice(0, -1).map(range => range.to),
          );
          // What is left out is the beginning of one step whose finer ones are gone.
          const begin = ranges.at(0)?.from ?? to;
          expect(begin).toBeGreaterThanOrEqual(from);
          expect(begin - from).toBeLessThan(NOW - from <= 6 * HOUR ? 1 : DAY);
          expect(ranges.at(-1)?.to ?? to).toBe(to);
        },
      ),
    );
  });

  it('is made of few steps where it is to be read, and of fine ones where they are there', () => {
    const span = { from: NOW - 30 * DAY - 42 * MINUTE, to: NOW };
    const read = (grain: 'fine' | 'coarse') =>
      recordedRanges(span, levels, { now: NOW, grain }).map(
        ({ width, from, to }) => [width / MINUTE, (to - from) / width],
      );
    expect(read('coarse')).toEqual([
      [60, 9],
      [1440, 29],
      [60, 15],
      [5, 8],
      [1, 2],
    ]);
    expect(read('fine')).toEqual([
      [60, 408],
      [5, 12 * (13 * 24 - 6) + 8],
      [1, 362],
    ]);
  });

  it('is what a figure is of: a rolling window from the end of a step on, a calendar one from its begin', () => {
    expect(budgetSpan(rolling(30, 'days'), NOW)).toEqual({
      from: NOW - 30 * DAY - 42 * MINUTE,
      to: NOW,
      end: NOW,
    });
    expect(budgetSpan(rolling(1, 'hours'), NOW)).toMatchObject({
      from: NOW - HOUR,
    });
    const month = {
      window: {
        kind: 'calendar' as const,
        duration: { count: 1, unit: 'months' as const },
        start: '2026-01-01T00:00:00',
        timeZone: 'Europe/Berlin',
      },
      conditions: [],
    };
    expect(budgetSpan(month, NOW)).toEqual({
      from: Date.UTC(2026, 9, 31, 23),
      to: NOW,
      end: Date.UTC(2026, 10, 30, 23),
    });
  });
});

const counted = fc.array(fc.record({ bad: fc.nat(20), good: fc.nat(1_000) }), {
  minLength: 1,
  maxLength: 600,
});
const hourly = (
  drawn: readonly { bad: number; good: number }[],
): RecordedStep[] =>
  drawn.map(({ bad, good }, i) => ({
    start: i * HOUR,
    end: (i + 1) * HOUR,
    bad,
    total: bad + good,
  }));

describe('a burn-down', () => {
  it('begins with all, never rises, and ends at the figure, in as many points as were asked for', () => {
    fc.assert(
      fc.property(
        counted,
        fc.constantFrom(0.9, 0.99, 0.999),
        (drawn, target) => {
          const steps = hourly(drawn);
          const total = steps.reduce((sum, step) => sum + step.total, 0);
          const bad = steps.reduce((sum, step) => sum + step.bad, 0);
          const to = steps.length * HOUR;
          const points = burnDown(
            steps,
            { from: 0, to, end: to },
            { target, measured: 1, most: 100 },
          );
          fc.pre(total > 0);
          expect(points.length).toBeLessThanOrEqual(101);
          expect(points[0]).toEqual({ at: 0, left: 1 });
          const last = points[points.length - 1];
          expect(last.at).toBe(to);
          expect(last.left).toBeCloseTo(1 - bad / total / (1 - target), 9);
          const left = points.map(point => point.left!);
          expect(left).toEqual([...left].sort((a, b) => b - a));
        },
      ),
    );
  });

  it('keeps the instants that something is said of', () => {
    const steps = hourly(new Array(1_000).fill({ bad: 1, good: 99 }));
    const points = burnDown(
      steps,
      { from: 0, to: 1_000 * HOUR, end: 1_000 * HOUR },
      { target: 0.9, measured: 1, most: 10, keep: [137 * HOUR] },
    );
    expect(points.map(({ at }) => at)).toContain(137 * HOUR);
    expect(points).toHaveLength(12);
  });

  it('is small in a list, and ends at the same figure', () => {
    const span = { from: 0, to: 24 * HOUR, end: 24 * HOUR };
    const figures = {
      counts: { bad: 10, total: 1_000 },
      target: 0.99,
      measured: 1,
    };
    // Two were in none of the parts that were read: before them.
    const trend = trendOf(
      new Map([
        [11, 5],
        [23, 3],
      ]),
      span,
      figures,
    );
    expect(trend).toHaveLength(25);
    expect([trend[0], trend[1], trend[11], trend[12], trend[24]]).toEqual([
      1, 0.8, 0.8, 0.3, 0,
    ]);
    expect(
      trendOf(new Map(), span, {
        ...figures,
        counts: { bad: 0, total: 0 },
      }),
    ).toEqual([]);
  });

  it('rises over a longer time as what was bad grows old, and knows nothing where nothing was counted', () => {
    const day = (i: number, bad: number, total: number) => ({
      start: (i - 1) * DAY,
      end: i * DAY,
      bad,
      total,
    });
    const steps = [
      day(1, 0, 100),
      day(2, 10, 100),
      day(3, 0, 100),
      day(4, 0, 100),
      day(5, 0, 0),
      day(6, 0, 0),
      day(7, 0, 0),
    ];
    expect(
      budgetOverTime(steps, {
        ...rolling(2, 'days'),
        ...{ target: 0.9, from: 0, most: 100 },
        since: 0,
      }).map(({ left }) => left),
    ).toEqual([1, 0.5, 0.5, 1, 1, undefined, undefined]);
  });
});

describe('burn rates over time', () => {
  const pair = { long: 2 * HOUR, short: HOUR };

  it('are those of both windows, gaps are gaps, and of several the worst is shown', () => {
    const steps = evenSteps(
      [
        { start: 0, end: HOUR, bad: 10, total: 100 },
        { start: HOUR, end: 2 * HOUR, bad: 0, total: 100 },
        { start: 5 * HOUR, end: 6 * HOUR, bad: 30, total: 100 },
      ],
      { width: HOUR, from: 0, to: 6 * HOUR },
    );
    const shown = (most: number) =>
      burnRates(steps, { ...pair, target: 0.9, from: HOUR, most });
    expect(shown(100)).toEqual([
      { at: 2 * HOUR, long: 0.5, short: 0 },
      { at: 3 * HOUR, long: 0, short: undefined },
      { at: 4 * HOUR, long: undefined, short: undefined },
      { at: 5 * HOUR, long: undefined, short: undefined },
      { at: 6 * HOUR, long: 3, short: 3 },
    ]);
    expect(shown(2).map(({ at }) => at / HOUR)).toEqual([2, 6]);
  });

  it.each([
    [HOUR, 5 * MINUTE, 30 * DAY, 5],
    [6 * HOUR, 30 * MINUTE, 30 * DAY, 5],
    [3 * DAY, 6 * HOUR, 30 * DAY, 60],
    [14 * MINUTE, MINUTE, 7 * DAY, 1],
  ])(
    'of windows of %d and %d ms are made of steps that both are made of',
    (long, short, longest, minutes) => {
      const levels = recordedLevels(MINUTE, 17 * HOUR);
      const range = burnRateRange({ long, short }, levels, {
        at: NOW,
        longest,
      });
      expect(range.width).toBe(minutes * MINUTE);
      expect(range.to % range.width).toBe(0);
      expect(range.to - range.from).toBeGreaterThanOrEqual(
        Math.min(4 * long, longest),
      );
    },
  );

  it('are shown even of windows whose steps are hardly kept for longer than they are', () => {
    const levels = recordedLevels(MINUTE, 1_008 * MINUTE);
    const { width, from, to } = burnRateRange(
      { long: 1_008 * MINUTE, short: 84 * MINUTE },
      levels,
      { at: NOW, longest: 7 * DAY },
    );
    expect(width).toBe(5 * MINUTE);
    expect(to - from).toBeGreaterThan(2 * DAY);
  });
});
