import fc from 'fast-check';
import {
  attributeSpending,
  happenedAround,
  mainIntervals,
  namedTimes,
} from './attribution';
import { RecordedStep, summed } from './recorded';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Steps of five minutes from 1970 on, by their bad events; each has a thousand in all. */
const stepsOf = (bad: readonly number[], width = 5 * MINUTE): RecordedStep[] =>
  bad.map((each, i) => ({
    start: i * width,
    end: (i + 1) * width,
    bad: each,
    total: Math.max(1_000, each),
  }));

const quietMonth = () => new Array<number>(30 * 24 * 12).fill(0);

describe('what explains where a budget went', () => {
  it('finds an outage to the step, however much trickles away besides', () => {
    fc.assert(
      fc.property(
        fc.nat(8_000),
        fc.integer({ min: 1, max: 60 }),
        fc.array(fc.nat(8_639), { maxLength: 40 }),
        (start, length, trickle) => {
          const bad = quietMonth();
          for (const i of trickle) bad[i] = 1;
          for (let i = start; i < start + length; i++) bad[i] = 500;
          const { intervals, spent, rest } = attributeSpending(stepsOf(bad));
          const [worst] = intervals;
          expect(worst.start).toBeLessThanOrEqual(start * 5 * MINUTE);
          expect(worst.end).toBeGreaterThanOrEqual(
            (start + length) * 5 * MINUTE,
          );
          // A drop beside it may belong to it; a quiet hour does not.
          const outside = worst.end - worst.start - length * 5 * MINUTE;
          expect(outside).toBeLessThan(2 * HOUR + length * 5 * MINUTE);
          expect(rest + worst.bad).toBeLessThanOrEqual(spent);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('tells two outages of one evening apart, and says how much each is', () => {
    const bad = quietMonth();
    for (let i = 4_000; i < 4_006; i++) bad[i] = 610;
    for (let i = 4_060; i < 4_066; i++) bad[i] = 390;
    const { intervals, rest } = attributeSpending(stepsOf(bad));
    expect(
      intervals.map(({ start, end, share }) => [
        start / 300_000,
        end / 300_000,
        share,
      ]),
    ).toEqual([
      [4_000, 4_006, 0.61],
      [4_060, 4_066, 0.39],
    ]);
    expect(rest).toBe(0);
    expect(mainIntervals(intervals, 0.5)).toHaveLength(1);
    expect(mainIntervals(intervals, 0.7)).toHaveLength(2);
  });

  it('names a week since which it goes worse, as one time', () => {
    const bad = quietMonth().map((_, i) => (i >= 23 * 288 ? 3 : 0));
    const { intervals } = attributeSpending(stepsOf(bad));
    expect(intervals).toMatchObject([
      { start: 23 * 24 * HOUR, end: 30 * 24 * HOUR, share: 1 },
    ]);
  });

  it('names nothing where it trickles away evenly, or where nothing was spent', () => {
    expect(attributeSpending(stepsOf(quietMonth().fill(2)))).toMatchObject({
      intervals: [],
      rest: 2 * 8_640,
    });
    expect(attributeSpending(stepsOf(quietMonth()))).toEqual({
      spent: 0,
      intervals: [],
      rest: 0,
    });
    expect(attributeSpending([])).toEqual({ spent: 0, intervals: [], rest: 0 });
  });

  it('adds up, in times that do not overlap and lie between steps, the largest first', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constant(0), fc.nat(5), fc.nat(900)), {
          minLength: 1,
          maxLength: 400,
        }),
        bad => {
          const steps = stepsOf(bad);
          const { spent, intervals, rest } = attributeSpending(steps);
          const named = intervals.reduce((sum, each) => sum + each.bad, 0);
          expect(named + rest).toBe(spent);
          for (const interval of intervals) {
            const within = steps.filter(
              ({ start, end }) =>
                start >= interval.start && end <= interval.end,
            );
            expect(summed(within)).toEqual({
              bad: interval.bad,
              total: interval.total,
            });
            expect(within[0].bad).toBeGreaterThan(0);
            expect(within[within.length - 1].bad).toBeGreaterThan(0);
          }
          expect(intervals.map(each => each.bad)).toEqual(
            intervals.map(each => each.bad).sort((a, b) => b - a),
          );
          const inOrder = [...intervals].sort((a, b) => a.start - b.start);
          inOrder.slice(1).forEach((each, i) => {
            expect(each.start).toBeGreaterThanOrEqual(inOrder[i].end);
          });
        },
      ),
    );
  });

  it('does not depend on how much traffic there is, or when', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(50), { minLength: 1, maxLength: 100 }),
        fc.integer({ min: 2, max: 1_000 }),
        fc.integer({ min: 1, max: 1_000 }),
        (bad, times, days) => {
          const steps = stepsOf(bad);
          const moved = steps.map(({ start, end, ...step }) => ({
            start: start + days * 24 * HOUR,
            end: end + days * 24 * HOUR,
            bad: step.bad * times,
            total: step.total * times,
          }));
          const times0 = attributeSpending(steps).intervals;
          expect(
            attributeSpending(moved).intervals.map(({ start, share }) => [
              start - days * 24 * HOUR,
              share,
            ]),
          ).toEqual(times0.map(({ start, share }) => [start, share]));
        },
      ),
    );
  });

  it('leaves no better choice: none of all there are costs less', () => {
    const cost = (
      steps: readonly RecordedStep[],
      named: readonly boolean[],
    ) => {
      const spent = summed(steps).bad;
      const whole = steps[steps.length - 1].end - steps[0].start;
      return steps.reduce((sum, { start, end, bad }, i) => {
        if (!named[i]) return sum + bad / spent;
        const begins = i === 0 || !named[i - 1];
        const gap = begins ? 0 : start - steps[i - 1].end;
        return sum + (end - start + gap) / whole + (begins ? 0.05 : 0);
      }, 0);
    };
    fc.assert(
      fc.property(
        fc.array(fc.record({ bad: fc.nat(9), gap: fc.nat(3) }), {
          minLength: 1,
          maxLength: 9,
        }),
        drawn => {
          let at = 0;
          const steps = drawn.map(({ bad, gap }): RecordedStep => {
            const start = at + gap * MINUTE;
            at = start + MINUTE;
            return { start, end: at, bad, total: 10 };
          });
          if (summed(steps).bad === 0) return;
          const chosen = new Set(namedTimes(steps).flat());
          const best = cost(
            steps,
            steps.map(step => chosen.has(step)),
          );
          for (let choice = 0; choice < 2 ** steps.length; choice++) {
            const named = steps.map(
              (_, i) => Math.floor(choice / 2 ** i) % 2 === 1,
            );
            expect(cost(steps, named)).toBeGreaterThan(best - 1e-9);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('knows what happened then, or was done shortly before', () => {
    const at = (hours: number, end?: number) => ({
      at: hours * HOUR,
      ...(end !== undefined && { end: end * HOUR }),
    });
    const before = at(9.5);
    const lasted = at(3, 9.2);
    const meanwhile = at(10.5);
    const happenings = [at(8), meanwhile, lasted, before, at(13)];
    expect(
      happenedAround({ start: 10 * HOUR, end: 12 * HOUR }, happenings),
    ).toEqual([meanwhile, before, lasted]);
  });
});
