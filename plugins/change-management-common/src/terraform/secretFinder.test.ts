import fc from 'fast-check';
import { SecretFinder } from './secretFinder';

describe('SecretFinder', () => {
  it('finds what a plain search finds, for secrets of eight characters and more', () => {
    const few = fc.string({
      unit: fc.constantFrom('a', 'b', 'é', '😀'),
      maxLength: 40,
    });
    fc.assert(
      fc.property(fc.array(few, { maxLength: 5 }), few, (secrets, text) => {
        const expected = secrets.some(
          s =>
            (s.length >= 8 && text.includes(s)) ||
            (s.length >= 4 && text === s),
        );
        expect(new SecretFinder(secrets).isIn(text)).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });
});
