import fc from 'fast-check';
import { fromBase64, toBase64, utf8 } from '../bytes';
import { newSigner } from '../testUtils';
import { formatCheckpoint, parseCheckpoint } from './checkpoint';
import { parseSignedNote, signNote, verifyNote } from './signedNote';
import {
  formatVerifierKey,
  parseVerifierKey,
  verifierKey,
} from './verifierKey';

const signer = newSigner('example.com/log');
const key = verifierKey(signer.name, signer.publicKey);
const root = new Uint8Array(32).fill(7);
const text = formatCheckpoint({ origin: 'example.com/log', size: 42, root });

describe('signed notes', () => {
  // The example of C2SP signed-note.
  const vkey =
    'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
  const note =
    'This is an example message.\n\n\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n';

  it('verify the example of the specification', () => {
    const known = parseVerifierKey(vkey);
    expect(formatVerifierKey(known)).toBe(vkey);
    expect(verifyNote(parseSignedNote(note), [known])).toEqual([known]);
  });

  it('verify what was signed, and by nobody else', async () => {
    const signed = parseSignedNote(await signNote(text, signer));
    const other = newSigner('example.com/log');
    const otherKey = verifierKey(other.name, other.publicKey);
    expect(signed.text).toBe(text);
    expect(verifyNote(signed, [otherKey, key])).toEqual([key]);
    expect(verifyNote(signed, [otherKey])).toEqual([]);
  });

  it('ignore unknown signatures and refuse a known one that is wrong', async () => {
    const other = newSigner('witness.example');
    const [mine, theirs] = await Promise.all([
      signNote(text, signer),
      signNote(text, other),
    ]);
    const both = `${mine}${theirs.slice(text.length + 1)}`;
    expect(verifyNote(parseSignedNote(both), [key])).toEqual([key]);
    const changed = parseSignedNote(both.replace('42', '43'));
    expect(() => verifyNote(changed, [key])).toThrow(
      'the signature by example.com/log does not verify',
    );
  });

  it('never verify with any bit flipped', async () => {
    const bytes = utf8(await signNote(text, signer));
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = Uint8Array.from(bytes);
      flipped[Math.floor(bit / 8)] ^= 2 ** (bit % 8);
      let signers: unknown[] = [];
      try {
        signers = verifyNote(
          parseSignedNote(
            new TextDecoder('utf-8', { fatal: true }).decode(flipped),
          ),
          [key],
        );
      } catch {
        // Not a note any more, or a signature that does not verify.
      }
      expect(signers).toEqual([]);
    }
  });

  it.each([
    ['no signature', 'text\n\n'],
    ['no empty line', 'text\n\u2014 a AAAAAAAA\n'],
    ['a control character', 'te\txt\n\n\u2014 a AAAAAAAA\n'],
    ['a hyphen for the dash', 'text\n\n- a AAAAAAAA\n'],
    ['a lenient base64', 'text\n\n\u2014 a AAAAAAB=\n'],
    ['only a key ID', 'text\n\n\u2014 a AAAAAA==\n'],
    ['a plus in the name', 'text\n\n\u2014 a+b AAAAAAAA\n'],
    ['no final newline', 'text\n\n\u2014 a AAAAAAAA'],
    ['too many signatures', `text\n\n${'\u2014 a AAAAAAAA\n'.repeat(33)}`],
  ])('refuse %s', (_, broken) => {
    expect(() => parseSignedNote(broken)).toThrow(SyntaxError);
  });

  it('refuse a text without a final newline', async () => {
    await expect(signNote('text', signer)).rejects.toThrow(SyntaxError);
  });
});

describe('verifier keys', () => {
  it.each([
    [
      'another key ID',
      'example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k',
    ],
    [
      'another name',
      'example.com/fou+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k',
    ],
    [
      'another type',
      'example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k',
    ],
    ['no key', 'example.com/foo'],
  ])('refuse %s', (_, broken) => {
    expect(() => parseVerifierKey(broken)).toThrow('not a verifier key');
  });

  it('survive base64 with plus signs', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), bytes => {
        const made = verifierKey('a', bytes);
        expect(parseVerifierKey(formatVerifierKey(made))).toEqual(made);
      }),
    );
  });
});

describe('checkpoints', () => {
  it('come back as they were written', () => {
    expect(parseCheckpoint(text)).toEqual({
      origin: 'example.com/log',
      size: 42,
      root,
      extensions: [],
    });
    expect(parseCheckpoint(`${text}more\n`).extensions).toEqual(['more']);
  });

  it.each([
    ['a leading zero', text.replace('42', '042')],
    ['a negative size', text.replace('42', '-1')],
    ['a size beyond 2^53', text.replace('42', '9007199254740993')],
    ['a short root', `o\n1\n${toBase64(new Uint8Array(31))}\n`],
    ['no origin', text.replace('example.com/log', '')],
    ['two lines', 'o\n1\n'],
    ['an empty line', `${text}\n`],
    ['no final newline', text.slice(0, -1)],
  ])('refuse %s', (_, broken) => {
    expect(() => parseCheckpoint(broken)).toThrow();
  });
});

describe('base64', () => {
  it('has one spelling for each byte string', () => {
    fc.assert(
      fc.property(fc.uint8Array(), bytes => {
        expect(fromBase64(toBase64(bytes))).toEqual(bytes);
      }),
    );
    for (const other of ['AA', 'AB==', 'AA==\n', ' AA==', 'A-__', 'A']) {
      expect(() => fromBase64(other)).toThrow(SyntaxError);
    }
  });
});
