import { createPublicKey, verify } from 'crypto';
import { ed25519 } from '@noble/curves/ed25519';
import { sha512 } from '@noble/hashes/sha2';
import fc from 'fast-check';
import { concatBytes, toHex, utf8 } from '../bytes';
import { verifyEd25519 } from './ed25519';

const { Point } = ed25519;
const L = Point.Fn.ORDER;

/** Every encoding of the eight points of small order, canonical or not; as listed by C2SP/CCTV. */
const SMALL_ORDER = [
  `${'00'.repeat(32)}`,
  `ed${'ff'.repeat(30)}7f`,
  `${'00'.repeat(31)}80`,
  `ed${'ff'.repeat(31)}`,
  `01${'00'.repeat(31)}`,
  `01${'00'.repeat(30)}80`,
  `ee${'ff'.repeat(30)}7f`,
  `ee${'ff'.repeat(31)}`,
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
  `ec${'ff'.repeat(30)}7f`,
  `ec${'ff'.repeat(31)}`,
];
const torsion = SMALL_ORDER.map(hex => Point.fromBytes(bytesOf(hex), true));

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex, 'hex'));
}

function littleEndian(bytes: Uint8Array): bigint {
  return BigInt(`0x${toHex(Uint8Array.from(bytes).reverse())}`);
}

function bytes32(number: bigint): Uint8Array {
  return bytesOf(number.toString(16).padStart(64, '0')).reverse();
}

/** What OpenSSL says, by way of Node, whose versions differ in whether they refuse small orders before they ask it. */
function openSsl(
  signature: Uint8Array,
  message: Uint8Array,
  publicKey: Uint8Array,
): boolean {
  const x = Buffer.from(publicKey).toString('base64url');
  const key = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x },
    format: 'jwk',
  });
  return verify(null, message, key, signature);
}

/** A point as a multiple of the base point and a part of small order; without the former, in any spelling. */
interface Part {
  scalar: bigint;
  small: number;
}

function encode({ scalar, small }: Part): Uint8Array {
  return scalar === BigInt(0)
    ? bytesOf(SMALL_ORDER[small])
    : Point.BASE.multiply(scalar).add(torsion[small]).toBytes();
}

/** A signature that fulfils the equation, as far as the parts of small order let it. */
function forge(a: Part, r: Part, message: Uint8Array, excess = 0) {
  const publicKey = encode(a);
  const R = encode(r);
  const k = littleEndian(sha512(concatBytes(R, publicKey, message))) % L;
  const s = ((r.scalar + k * a.scalar) % L) + BigInt(excess) * L;
  return { publicKey, signature: concatBytes(R, bytes32(s)) };
}

const part = fc.record({
  scalar: fc.oneof(
    { weight: 1, arbitrary: fc.constant(BigInt(0)) },
    { weight: 3, arbitrary: fc.bigInt({ min: BigInt(1), max: L - BigInt(1) }) },
  ),
  small: fc.nat(SMALL_ORDER.length - 1),
});

const IDENTITY = SMALL_ORDER.indexOf(`01${'00'.repeat(31)}`);
const ORDER_8 = 8;
const plain = (scalar: number): Part => ({
  scalar: BigInt(scalar),
  small: IDENTITY,
});

describe('an Ed25519 signature', () => {
  it('gets the verdict of OpenSSL, and none by a key or an R of small order', () => {
    const isSmall = (point: Uint8Array) => SMALL_ORDER.includes(toHex(point));
    let accepted = 0;
    fc.assert(
      fc.property(
        part,
        part,
        fc.uint8Array({ maxLength: 40 }),
        fc.constantFrom(0, 0, 0, 1, 8),
        fc.option(fc.nat(96 * 8 - 1), { freq: 2 }),
        (a, r, message, excess, flip) => {
          const { publicKey, signature } = forge(a, r, message, excess);
          if (flip !== null) {
            const bit = 2 ** (flip % 8);
            const byte = Math.floor(flip / 8);
            if (byte < 64) signature[byte] ^= bit;
            else publicKey[byte - 64] ^= bit;
          }
          const verdict = verifyEd25519(signature, message, publicKey);
          expect(verdict).toBe(
            openSsl(signature, message, publicKey) &&
              !isSmall(publicKey) &&
              !isSmall(signature.subarray(0, 32)),
          );
          accepted += verdict ? 1 : 0;
        },
      ),
      { numRuns: 3000 },
    );
    expect(accepted).toBeGreaterThan(20);
  });

  it.each<[string, boolean, Part, Part, number]>([
    ['by an ordinary key', true, plain(7), plain(9), 0],
    ['with the group order added to S', false, plain(7), plain(9), 1],
    ['with a multiple of it added to S', false, plain(7), plain(9), 8],
    ['by the identity', false, plain(0), plain(9), 0],
    [
      'by a point of order 8',
      false,
      { scalar: BigInt(0), small: ORDER_8 },
      plain(9),
      0,
    ],
    [
      'by the identity in another spelling',
      false,
      { scalar: BigInt(0), small: IDENTITY + 1 },
      plain(9),
      0,
    ],
    ['with an R that is the identity', false, plain(7), plain(0), 0],
    [
      'that holds only times the cofactor',
      false,
      plain(7),
      { scalar: BigInt(9), small: ORDER_8 },
      0,
    ],
  ])('%s: %s', (_, valid, a, r, excess) => {
    const message = utf8('a message');
    const { publicKey, signature } = forge(a, r, message, excess);
    expect(verifyEd25519(signature, message, publicKey)).toBe(valid);
  });

  it('by a key with a part of small order holds where that part falls out of it', () => {
    const key: Part = { scalar: BigInt(7), small: ORDER_8 };
    const messages = Array.from({ length: 64 }, (_, i) => Uint8Array.of(i));
    const verdicts = messages.map(message => {
      const { publicKey, signature } = forge(key, plain(9), message);
      return verifyEd25519(signature, message, publicKey);
    });
    expect(new Set(verdicts)).toEqual(new Set([true, false]));
  });

  it.each([
    ['a short signature', 63, 32],
    ['a long signature', 65, 32],
    ['a short key', 64, 31],
    ['a long key', 64, 33],
  ])('of a wrong length does not hold: %s', (_, signature, key) => {
    expect(
      verifyEd25519(
        new Uint8Array(signature),
        utf8('a message'),
        new Uint8Array(key),
      ),
    ).toBe(false);
  });
});
