import fc from 'fast-check';
import { countValues } from './countValues';

const count = (text: string, most = Infinity) =>
  countValues(Buffer.from(text), most);

describe('countValues', () => {
  it('grows with each value, and never with what a string says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(50), (text, n) => {
        const values = Array(n).fill(`${text}",[{\\`);
        expect(count(JSON.stringify(values))).toBe(Math.max(1, n));
        expect(count(JSON.stringify(values.map(() => [{}])))).toBe(
          n === 0 ? 1 : 3 * n,
        );
      }),
    );
  });

  it('stops where it is told to, and at the end of what is cut off', () => {
    expect(count('[[],[],[],[],[]', 3)).toBe(4);
    expect(count('["a", "b')).toBe(2);
    expect(count('["\\')).toBe(1);
  });
});
