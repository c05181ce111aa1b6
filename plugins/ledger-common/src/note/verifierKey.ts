import { sha256 } from '@noble/hashes/sha2';
import {
  concatBytes,
  equalBytes,
  fromBase64,
  toBase64,
  toHex,
  utf8,
} from '../bytes';

/** The signature type of plain Ed25519 in C2SP signed-note. */
const ED25519_TYPE = Uint8Array.of(0x01);
/** The signature type of Ed25519 with a time, in C2SP tlog-cosignature. */
const COSIGNATURE_TYPE = Uint8Array.of(0x04);
const PUBLIC_KEY_BYTES = 32;
/** Bytes of a key ID, here and at the front of each signature. */
export const KEY_ID_BYTES = 4;

/** A public key under the name it signs with. */
export interface VerifierKey {
  /** For a log, its origin. */
  name: string;
  /** The first four bytes of SHA-256(name || 0x0A || 0x01 || public key): an identifier, not a fingerprint. */
  keyId: Uint8Array;
  /** 32 bytes as RFC 8032 encodes them. */
  publicKey: Uint8Array;
}

/**
 * Makes a verifier key.
 *
 * @throws RangeError when the name or the key cannot be one
 */
export function verifierKey(name: string, publicKey: Uint8Array): VerifierKey {
  return keyOfType(ED25519_TYPE, name, publicKey);
}

/**
 * Makes the key of a witness, which signs what it saw of logs with the time at which it saw it. Its ID is another one than
 * that of the same key as a log's, so that neither signature can be passed off as the other.
 *
 * @throws RangeError when the name or the key cannot be one
 */
export function witnessKey(name: string, publicKey: Uint8Array): VerifierKey {
  return keyOfType(COSIGNATURE_TYPE, name, publicKey);
}

function keyOfType(
  type: Uint8Array,
  name: string,
  publicKey: Uint8Array,
): VerifierKey {
  assertKeyName(name);
  if (publicKey.length !== PUBLIC_KEY_BYTES) {
    throw new RangeError(
      `an Ed25519 public key has ${PUBLIC_KEY_BYTES} bytes, not ${publicKey.length}`,
    );
  }
  const keyId = sha256(concatBytes(utf8(`${name}\n`), type, publicKey)).slice(
    0,
    KEY_ID_BYTES,
  );
  return { name, keyId, publicKey };
}

/** @throws RangeError unless C2SP signed-note allows this key name */
export function assertKeyName(name: string) {
  if (name === '' || /[\s+\p{Cc}\p{Surrogate}]/u.test(name)) {
    throw new RangeError(
      `a key name must not be empty nor contain spaces, control characters or +: ${JSON.stringify(
        name,
      )}`,
    );
  }
}

/** Writes a verifier key as C2SP text: `name+hex(key ID)+base64(0x01 || public key)`. */
export function formatVerifierKey(key: VerifierKey): string {
  return keyText(ED25519_TYPE, key);
}

/** Writes the key of a witness as C2SP text: `name+hex(key ID)+base64(0x04 || public key)`. */
export function formatWitnessKey(key: VerifierKey): string {
  return keyText(COSIGNATURE_TYPE, key);
}

function keyText(type: Uint8Array, key: VerifierKey): string {
  const typed = concatBytes(type, key.publicKey);
  return `${key.name}+${toHex(key.keyId)}+${toBase64(typed)}`;
}

/**
 * Reads a verifier key.
 *
 * @throws SyntaxError when the text is not the C2SP form of an Ed25519 key
 */
export function parseVerifierKey(text: string): VerifierKey {
  return parseKey(text, ED25519_TYPE, {
    what: 'a verifier key',
    types: 'only Ed25519 keys (type 0x01) are supported',
  });
}

/**
 * Reads the key of a witness.
 *
 * @throws SyntaxError when the text is not the C2SP form of an Ed25519 cosigner's key
 */
export function parseWitnessKey(text: string): VerifierKey {
  return parseKey(text, COSIGNATURE_TYPE, {
    what: 'the key of a witness',
    types:
      'a witness has an Ed25519 key of type 0x04; type 0x01 is the key of a log',
  });
}

function parseKey(
  text: string,
  type: Uint8Array,
  { what, types }: { what: string; types: string },
): VerifierKey {
  const [name, id, ...rest] = text.split('+');
  // Base64 may itself contain plus signs, names and hex may not.
  const encoded = rest.join('+');
  try {
    const typed = fromBase64(encoded);
    if (!equalBytes(typed.subarray(0, 1), type)) {
      throw new SyntaxError(types);
    }
    const key = keyOfType(type, name, typed.slice(1));
    if (toHex(key.keyId) !== id) {
      throw new SyntaxError(
        `its key ID is ${id}, but name and key give ${toHex(key.keyId)}`,
      );
    }
    return key;
  } catch (error) {
    throw new SyntaxError(
      `not ${what} (name+id+base64): ${JSON.stringify(text)}: ${
        error instanceof Error ? error.message : error
      }`,
    );
  }
}

/** Whether two verifier keys are the same name and public key. */
export function sameVerifierKey(a: VerifierKey, b: VerifierKey): boolean {
  return a.name === b.name && equalBytes(a.publicKey, b.publicKey);
}
