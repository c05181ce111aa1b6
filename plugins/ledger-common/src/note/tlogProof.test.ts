import fc from 'fast-check';
import { toBase64 } from '../bytes';
import { formatTlogProof, parseTlogProof, type TlogProof } from './tlogProof';

const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });
const proofs: fc.Arbitrary<TlogProof> = fc.record(
  {
    index: fc.maxSafeNat(),
    proof: fc.array(hash, { maxLength: 4 }),
    checkpoint: fc.constant('example.com/log\n42\nAAAA\n\n\u2014 a AAAAAAAA\n'),
    extra: fc.uint8Array({ minLength: 1, maxLength: 40 }),
  },
  { requiredKeys: ['index', 'proof', 'checkpoint'] },
);

const HASH = toBase64(new Uint8Array(32).fill(7));
const file = (...lines: string[]) =>
  ['c2sp.org/tlog-proof@v1', ...lines, '', 'checkpoint\n'].join('\n');

describe('tlog-proof', () => {
  it('comes back as it was written', () => {
    fc.assert(
      fc.property(proofs, proof => {
        expect(parseTlogProof(formatTlogProof(proof))).toEqual(proof);
      }),
    );
  });

  it('has one spelling: whatever else is read, none of it is dropped', () => {
    const edit = fc.record({
      at: fc.nat(),
      remove: fc.nat(3),
      insert: fc.string({ unit: 'grapheme', maxLength: 3 }),
    });
    const piece = fc.constantFrom('\n', ' ', '=', '0', 'extra ', 'index ', 'A');
    fc.assert(
      fc.property(
        proofs,
        edit,
        fc.option(piece),
        (proof, { at, remove, insert }, known) => {
          const written = formatTlogProof(proof);
          const position = at % written.length;
          const text = `${written.slice(0, position)}${
            known ?? insert
          }${written.slice(position + remove)}`;
          let read;
          try {
            read = parseTlogProof(text);
          } catch {
            return;
          }
          expect(formatTlogProof(read)).toBe(text);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['an extra line that is not base64', file('extra ~~~', 'index 0')],
    ['an extra line of lenient base64', file('extra AB==', 'index 0')],
    ['an extra line with a space behind', file('extra AAAA ', 'index 0')],
    ['an extra line without data', file('extra ', 'index 0')],
    ['an extra line twice', file('extra AAAA', 'extra AAAA', 'index 0')],
    ['an extra line after the index', file('index 0', 'extra AAAA')],
    ['a tab for the space', file('extra\tAAAA', 'index 0')],
    ['another version', file('index 0').replace('@v1', '@v2')],
    ['no index', file(HASH)],
    ['an index with a leading zero', file('index 00')],
    ['an index beyond 2^53', file('index 9007199254740993')],
    ['a negative index', file('index -1')],
    ['a short hash', file('index 0', toBase64(new Uint8Array(12)))],
    ['a hash with a carriage return', file('index 0', `${HASH}\r`)],
    [
      'more hashes than any tree has levels',
      file('index 0', ...Array(54).fill(HASH)),
    ],
    ['no checkpoint', 'c2sp.org/tlog-proof@v1\nindex 0\n'],
  ])('with %s is refused', (_, broken) => {
    expect(() => parseTlogProof(broken)).toThrow(
      expect.objectContaining({
        name: expect.stringMatching(/^(SyntaxError|ProofError)$/),
      }),
    );
  });
});
