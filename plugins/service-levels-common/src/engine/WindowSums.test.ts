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
              seen: inside.length,
            };
          };
          for (const window of [10, 50, 70, 100]) {
            expect(sums.over(window)).toEqual(added(window, at));
          }
          for (const window of [120, 500, 980]) {
            const begin = Math.floor((at - window) / 50) * 50;
            expect(sums.overAtLeast(window)).toEqual(added(at - begin, at));
          }
          const coarse = Math.floor(at / 50) * 50;
          for (const window of [150, 500, 1000]) {
            expect(sums.over(window)).toEqual(added(window, coarse));
          }
        }
      }),
    );
  });

  it('have what became known late as if it had come in time', () => {
    const events = fc.uniqueArray(
      fc.record({ step: fc.integer({ min: 1, max: 100 }), bad: fc.nat(5) }),
      { selector: ({ step }) => step, minLength: 1 },
    );
    fc.assert(
      fc.property(events, fc.infiniteStream(fc.boolean()), (given, late) => {
        const inOrder = [...given].sort((a, b) => a.step - b.step);
        const prompt = new WindowSums(resolutions, 0);
        const delayed = new WindowSums(resolutions, 0);
        const held: typeof given = [];
        for (const event of inOrder) {
          const counts = { bad: event.bad, total: 5 };
          prompt.add(event.step * STEP, counts);
          if (late.next().value) held.push(event);
          else delayed.add(event.step * STEP, counts);
        }
        prompt.pass(1000);
        delayed.pass(1000);
        for (const { step, bad } of held) {
          delayed.addLate(step * STEP, { bad, total: 5 }, 1);
        }
        for (const window of [10, 70, 100, 150, 1000]) {
          expect(delayed.over(window)).toEqual(prompt.over(window));
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
