import fc from 'fast-check';
import { NumberReader, NumberWriter } from './packedSums';
import { WindowSums } from './WindowSums';

describe('packed numbers', () => {
  it('are what they were', () => {
    const number = fc.oneof(
      fc.nat(),
      fc.maxSafeNat(),
      fc.maxSafeInteger(),
      fc.double({ noNaN: true }).map(each => each + 0),
      fc.constantFrom(0, 63, 64, 127, 128, 2 ** 45 - 1, 2 ** 45, 0.5),
    );
    fc.assert(
      fc.property(fc.array(number), numbers => {
        const writer = new NumberWriter();
        numbers.forEach(each => writer.put(each));
        const reader = new NumberReader(writer.bytes());
        expect(numbers.map(() => reader.take())).toEqual(numbers);
        expect(() => reader.take()).toThrow(RangeError);
      }),
    );
  });
});

describe('packed sums', () => {
  const resolutions = [
    { step: 1, reach: 12 },
    { step: 5, reach: 40 },
    { step: 10, reach: 200 },
  ];
  const windows = [1, 5, 12, 20, 40, 100, 200];
  const step = fc.record({
    skip: fc.integer({ min: 1, max: 8 }),
    bad: fc.nat(9),
    total: fc.nat(99),
  });

  it('go on as if they had never been packed', () => {
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 60 }),
        fc.nat(10),
        fc.array(step, { maxLength: 30 }),
        (before, late, after) => {
          const sums = new WindowSums(resolutions, 1000);
          const added: [number, { bad: number; total: number }][] = [];
          let now = 1000;
          const add = (
            into: WindowSums[],
            { skip, bad, total }: (typeof before)[number],
          ) => {
            now += skip;
            added.push([now, { bad, total }]);
            into.forEach(each => each.add(now, { bad, total }));
          };
          before.forEach(each => add([sums], each));
          const until = Math.max(1000, now - late);
          const again = WindowSums.unpack(resolutions, sums.pack(until));
          for (const [end, counts] of added) {
            if (end > until) again.add(end, counts);
          }
          again.pass(now);
          after.forEach(each => add([sums, again], each));
          for (const window of windows) {
            expect(again.over(window)).toEqual(sums.over(window));
            expect(again.overAtLeast(window)).toEqual(sums.overAtLeast(window));
            expect(again.stretches(window)).toEqual(sums.stretches(window));
          }
        },
      ),
    );
  });
});
