import { ed25519 } from '@noble/curves/ed25519';
import { sha512 } from '@noble/hashes/sha2';
import { concatBytes, equalBytes } from '../bytes';

const POINT_BYTES = 32;
const SIGNATURE_BYTES = 64;

const { Point } = ed25519;
const GROUP_ORDER = Point.Fn.ORDER;

/**
 * Verifies an Ed25519 signature so that no other verifier refuses what this one accepts.
 *
 * RFC 8032 leaves corners open, and programs differ in them. Here each corner has the narrowest common answer:
 *
 * - as OpenSSL and Go do, S is below the group order, and R is compared byte by byte with what S and the key lead to,
 *   without the cofactor;
 * - as recent Node and libsodium do, a key or an R of small order is refused: with such a key, one signature
 *   holds for many messages. OpenSSL and Go take them. No key that was generated and nothing it signs is one.
 *
 * A key with a component of small order beside a large one gets the verdict of all of them.
 */
export function verifyEd25519(
  signature: Uint8Array,
  message: Uint8Array,
  publicKey: Uint8Array,
): boolean {
  if (
    signature.length !== SIGNATURE_BYTES ||
    publicKey.length !== POINT_BYTES
  ) {
    return false;
  }
  const r = signature.subarray(0, POINT_BYTES);
  const s = littleEndian(signature.subarray(POINT_BYTES));
  const key = decodePoint(publicKey);
  if (s >= GROUP_ORDER || !key || key.isSmallOrder()) {
    return false;
  }
  // Over the key's own bytes, not over the canonical ones of the same point.
  const k =
    littleEndian(sha512(concatBytes(r, publicKey, message))) % GROUP_ORDER;
  const led = Point.BASE.multiplyUnsafe(s).subtract(key.multiplyUnsafe(k));
  return equalBytes(led.toBytes(), r) && !led.isSmallOrder();
}

/** The point as OpenSSL and Go decode it: y may be unreduced, and x = 0 may carry a sign. */
function decodePoint(bytes: Uint8Array) {
  try {
    // A copy, because the library takes no subclass such as Node's Buffer.
    return Point.fromBytes(Uint8Array.from(bytes), true);
  } catch {
    return undefined;
  }
}

function littleEndian(bytes: Uint8Array): bigint {
  return bytes.reduceRight(
    (number, byte) => number * BigInt(256) + BigInt(byte),
    BigInt(0),
  );
}
