import fc from 'fast-check';
import { BarCounter, barsOf, MOST_BARS, stepLengths } from './histogram';

const times = fc.integer({ min: 0, max: 4_000_000_000_000 });
const lengths = fc.oneof(
  fc.integer({ min: 1, max: 100_000 }),
  fc.integer({ min: 1, max: 400 * 24 * 3_600_000 }),
);

describe('the bars of a histogram', () => {
  it('cover the time, are as short as can be, and begin at multiples of their length', () => {
    fc.assert(
      fc.property(times, lengths, (from, length) => {
        const { start, step, count } = barsOf(from, from + length);
        expect(count).toBeLessThanOrEqual(MOST_BARS);
        expect(start % step).toBe(0);
        expect(start).toBeLessThanOrEqual(from);
        expect(start + count * step).toBeGreaterThanOrEqual(from + length);
        const shorter = stepLengths.filter(each => each < step).at(-1);
        const needed = (each: number) =>
          Math.ceil((from + length) / each) - Math.floor(from / each);
        expect(shorter === undefined || needed(shorter) > MOST_BARS).toBe(true);
      }),
    );
  });

  it('count each entry once, in the bar that it lies in', () => {
    fc.assert(
      fc.property(
        times,
        lengths,
        fc.array(
          fc.tuple(
            fc.double({ min: 0, max: 0.999999, noNaN: true }),
            fc.nat({ max: 5 }),
          ),
        ),
        (from, length, entries) => {
          const counter = new BarCounter(barsOf(from, from + length));
          for (const [share, kind] of entries)
            counter.add(from + Math.floor(share * length), kind);
          counter.add(from - 10 * counter.bars.step, 0);
          const { total, bars, complete } = counter.histogram();
          expect(total).toBe(entries.length);
          expect(
            bars.flatMap(({ counts }) => counts).reduce((a, b) => a + b, 0),
          ).toBe(total);
          expect(complete).toBe(true);
        },
      ),
    );
  });
});
