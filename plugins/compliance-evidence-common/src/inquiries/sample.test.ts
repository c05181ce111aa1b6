import fc from 'fast-check';
import { drawSample } from './sample';

const root = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map(bytes => Buffer.from(bytes).toString('base64'));
const population = fc.record({
  root,
  question: fc.constantFrom('grants', 'leavers'),
  rows: fc.integer({ min: 1, max: 400 }),
});

describe('a sample', () => {
  it('has each row at most once, and all of them when all are asked for', () => {
    fc.assert(
      fc.property(population, fc.integer({ min: 1, max: 500 }), (of, size) => {
        const drawn = drawSample(of, size);
        expect(drawn).toHaveLength(Math.min(size, of.rows));
        expect(new Set(drawn).size).toBe(drawn.length);
        expect(drawn.every(row => row >= 0 && row < of.rows)).toBe(true);
      }),
    );
  });

  it('grows by asking for more, and changes in nothing else: no size is better than another', () => {
    fc.assert(
      fc.property(
        population,
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 1, max: 100 }),
        (of, size, more) => {
          expect(drawSample(of, size + more).slice(0, size)).toEqual(
            drawSample(of, size),
          );
        },
      ),
    );
  });

  it('favors no row: over many roots each comes about as often', () => {
    const times = new Array<number>(10).fill(0);
    const roots = 4000;
    for (let i = 0; i < roots; i++) {
      const bytes = Buffer.alloc(32);
      bytes.writeUInt32BE(i);
      const of = { root: bytes.toString('base64'), question: 'q', rows: 10 };
      for (const row of drawSample(of, 3)) times[row] += 1;
    }
    // Each is expected 1,200 times, with a deviation of 29.
    for (const count of times) expect(Math.abs(count - 1200)).toBeLessThan(145);
  });
});
