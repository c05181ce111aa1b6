import fc from 'fast-check';
import { calendarExhaustion, rollingExhaustion, Stretch } from './exhaustion';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const now = Date.UTC(2026, 10, 26);

/** Minute by minute, as a clock would find it. */
function byTheMinute(
  history: readonly Stretch[],
  rate: { bad: number; total: number },
  target: number,
  window: number,
): number | undefined {
  const share = (part: Stretch, from: number, to: number) =>
    Math.max(0, Math.min(part.end, to) - Math.max(part.start, from)) /
    (part.end - part.start);
  for (let after = 0; after <= window + MINUTE; after += MINUTE) {
    const from = now + after - window;
    const sum = (of: (part: Stretch) => number) =>
      history.reduce((all, part) => all + of(part) * share(part, from, now), 0);
    const coming = Math.min(after, window);
    const bad = sum(part => part.bad) + rate.bad * coming;
    const total = sum(part => part.total) + rate.total * coming;
    if (total > 0 && bad >= (1 - target) * total - 1e-9) return after;
  }
  return undefined;
}

describe('when the budget of a rolling window is spent', () => {
  it('is found to the minute', () => {
    const stretch = fc.record({
      minutes: fc.integer({ min: 1, max: 20 }),
      gap: fc.nat(5),
      total: fc.nat(1000),
      share: fc.double({ min: 0, max: 0.2, noNaN: true }),
    });
    fc.assert(
      fc.property(
        fc.array(stretch, { maxLength: 8 }),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        fc.constantFrom(0.9, 0.99, 0.999),
        (parts, share, target) => {
          let end = now;
          const history: Stretch[] = [];
          for (const part of parts) {
            end -= part.gap * MINUTE;
            const start = end - part.minutes * MINUTE;
            history.unshift({
              start,
              end,
              total: part.total,
              bad: part.total * part.share,
            });
            end = start;
          }
          const rate = { bad: share / MINUTE, total: 1 / MINUTE };
          const window = HOUR;
          const found = rollingExhaustion({
            history,
            rate,
            target,
            window,
            now,
          });
          const seen = byTheMinute(history, rate, target, window);
          expect(seen === undefined).toBe(found === undefined);
          const apart = Math.abs((seen ?? 0) - (found ?? 0));
          expect(apart).toBeLessThanOrEqual(MINUTE + 1);
        },
      ),
    );
  });

  it('is now where it is spent, and never where little enough fails', () => {
    const options = { target: 0.99, window: HOUR, now };
    const hour = { start: now - HOUR, end: now, total: 1000 };
    const rate = { bad: 0, total: 1 };
    const spent = [{ ...hour, bad: 10 }];
    expect(rollingExhaustion({ ...options, history: spent, rate })).toBe(0);
    const fresh = [{ ...hour, bad: 1 }];
    expect(
      rollingExhaustion({ ...options, history: fresh, rate }),
    ).toBeUndefined();
  });

  it('is later than the lower bound says while old failures leave the window', () => {
    const history = [
      { start: now - HOUR, end: now - HOUR / 2, bad: 5, total: 500 },
      { start: now - HOUR / 2, end: now, bad: 0, total: 500 },
    ];
    const rate = { bad: (0.02 * 1000) / HOUR, total: 1000 / HOUR };
    const exact = rollingExhaustion({
      history,
      rate,
      target: 0.99,
      window: HOUR,
      now,
    });
    const bound = (0.5 * HOUR) / 2;
    expect(exact).toBeGreaterThan(bound);
  });
});

describe('when the budget of a calendar window is spent', () => {
  it('is R · D / burn, within the period', () => {
    const options = { budgetLeft: 0.5, window: 30 * HOUR, left: 20 * HOUR };
    expect(calendarExhaustion({ ...options, burnRate: 1 })).toBe(15 * HOUR);
    expect(calendarExhaustion({ ...options, burnRate: 0.5 })).toBeUndefined();
    expect(calendarExhaustion({ ...options, burnRate: 0 })).toBeUndefined();
    expect(
      calendarExhaustion({ ...options, budgetLeft: -0.1, burnRate: 0 }),
    ).toBe(0);
  });
});
