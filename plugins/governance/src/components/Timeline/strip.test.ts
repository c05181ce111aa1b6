import fc from 'fast-check';
import { DateTime } from 'luxon';
import { daysWithin, piecesOf, trackLines } from './strip';

const range = { from: 1_000, to: 101_000 };
const thousandths = (min: number, max: number) =>
  fc.integer({ min, max }).map(n => n / 1_000);
const marks = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 120_000 }), fc.nat(20_000))
    .map(([at, lasts]) => ({ at, end: at + lasts })),
  { maxLength: 60 },
);

describe('the lanes of a time line', () => {
  it('have each mark that touches the time in one piece, and pieces in their order, apart', () => {
    fc.assert(
      fc.property(marks, thousandths(1, 200), (all, apart) => {
        const pieces = piecesOf(all, range, apart);
        const within = all.filter(
          ({ at, end }) => at <= range.to && end >= range.from,
        );
        const placed = pieces.flatMap(piece => piece.marks);
        expect(placed).toHaveLength(within.length);
        expect(new Set(placed)).toEqual(new Set(within));
        const places = pieces.flatMap(({ start, end }) => [start, end]);
        expect(places).toEqual([...places].sort((a, b) => a - b));
        expect(places.every(place => place >= 0 && place <= 1)).toBe(true);
        const gaps = pieces
          .slice(1)
          .map(({ start }, i) => start - pieces[i].end);
        expect(gaps.every(gap => gap >= apart)).toBe(true);
      }),
    );
  });
});

describe('a track', () => {
  it('stays in its box, has what is known and nothing else, and is interrupted by what is not', () => {
    const points = fc.array(
      fc.option(thousandths(-9_000, 1_000), {
        nil: undefined,
      }),
      { minLength: 1, maxLength: 80 },
    );
    fc.assert(
      fc.property(points, shares => {
        const at = (i: number) => range.from + i * 1_000;
        const { lines, zero } = trackLines(
          shares.map((share, i) => ({ at: at(i), share })),
          range,
        );
        const known = shares.filter(share => share !== undefined);
        expect(lines.flat()).toHaveLength(known.length);
        for (const { x, y } of lines.flat()) {
          expect(x >= 0 && x <= 1 && y >= 0 && y <= 1).toBe(true);
        }
        // What is overspent is beneath the line, and nothing else.
        const beneath = lines.flat().filter(({ y }) => y > zero).length;
        expect(beneath).toBe(known.filter(share => share! < 0).length);
        const gaps = shares.filter(
          (share, i) => share !== undefined && shares[i - 1] === undefined,
        );
        expect(lines).toHaveLength(gaps.length);
      }),
    );
  });

  it('is of the time that is shown', () => {
    const { lines } = trackLines(
      [
        { at: 0, share: 1 },
        { at: 51_000, share: 0.5 },
        { at: 200_000, share: 0 },
      ],
      range,
    );
    expect(lines).toEqual([[{ x: 0.5, y: 0.5 }]]);
  });
});

describe('the days beneath it', () => {
  const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata'];

  it.each(zones)(
    'begin at midnight in %s, also where its clocks change',
    zone => {
      const next = (at: number) =>
        DateTime.fromMillis(at, { zone })
          .plus({ days: 1 })
          .startOf('day')
          .toMillis();
      fc.assert(
        // The clocks change in Berlin on 25 October and 28 March, in New York on 1 November and 14 March.
        fc.property(
          fc.integer({
            min: Date.UTC(2026, 9, 1),
            max: Date.UTC(2027, 3, 1),
          }),
          fc.integer({ min: 1, max: 10 }),
          (to, most) => {
            const from = to - 14 * 86_400_000;
            const days = daysWithin({ from, to }, next, most);
            expect(days.length).toBeLessThanOrEqual(most);
            expect(days.length).toBeGreaterThan(0);
            for (const day of days) {
              expect(day > from && day < to).toBe(true);
              expect(DateTime.fromMillis(day, { zone }).hour).toBe(0);
            }
            const all = daysWithin({ from, to }, next, 100);
            // 336 hours with a day of 23 in them may have one midnight more.
            expect([13, 14, 15]).toContain(all.length);
          },
        ),
      );
    },
  );
});
