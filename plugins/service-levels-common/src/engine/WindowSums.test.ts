import fc from 'fast-check';
import { WindowSums } from './WindowSums';

const STEP = 10;
const resolutions = [
  { step: STEP, reach: 100 },
  { step: 50, reach: 1000 },
];

describe('sums over windows', () => {
  const tick = fc.record({
    skipped: fc.oneof(fc.constant(0), fc.nat(30)),
    bad: fc.nat(5),
    good: fc.nat(100),
  });

  it('are what adding all up gives, at every step and for every window', () => {
    fc.assert(
      fc.property(fc.array(tick, { maxLength: 60 }), ticks => {
        const start = 1000;
        const sums = new WindowSums(resolutions, start);
        const events: { at: number; bad: number; total: number }[] = [];
        let at = start;
        for (const { skipped, bad, good } of ticks) {
          at += (skipped + 1) * STEP;
          sums.add(at, { bad, total: bad + good });
          events.push({ at, bad, total: bad + good });
          const added = (window: number, end: number) => {
            const inside = events.filter(
              e => e.at > end - window && e.at <= end,
            );
            return {
              bad: inside.reduce((sum, e) => sum + e.bad, 0),
              total: inside.reduce((sum, e) => sum + e.total, 0),
            };
          };
          for (const window of [10, 50, 70, 100]) {
            expect(sums.over(window)).toEqual(added(window, at));
          }
          const coarse = Math.floor(at / 50) * 50;
          for (const window of [150, 500, 1000]) {
            expect(sums.over(window)).toEqual(added(window, coarse));
          }
        }
      }),
    );
  });

  it('are not made up for windows that nothing reaches', () => {
    const sums = new WindowSums(resolutions, 0);
    expect(sums.over(1050)).toBeUndefined();
    expect(sums.over(155)).toBeUndefined();
  });

  it('refuse a step that has passed or is none', () => {
    const sums = new WindowSums(resolutions, 0);
    sums.add(20, { bad: 0, total: 1 });
    expect(() => sums.add(20, { bad: 0, total: 1 })).toThrow(RangeError);
    expect(() => sums.add(25, { bad: 0, total: 1 })).toThrow(RangeError);
    expect(
      () =>
        new WindowSums(
          [
            { step: 10, reach: 20 },
            { step: 15, reach: 90 },
          ],
          0,
        ),
    ).toThrow('no multiple');
  });
});
