import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import { canonicalJson } from './canonicalJson';

/** A SHA-256 digest as `sha256:` and 64 lower-case hexadecimal digits. */
export type Sha256Digest = `sha256:${string}`;

/**
 * SHA-256 of the RFC 8785 canonical JSON of a value: what approvals, policies, templates and plans are known by.
 * Independent of the order of keys; members that are `undefined` do not count.
 *
 * @throws CanonicalJsonError when the value has no canonical JSON
 */
export function digestOf(value: unknown): Sha256Digest {
  const text = canonicalJson(value, { omitUndefined: true });
  return `sha256:${bytesToHex(sha256(utf8ToBytes(text)))}`;
}

/** SHA-256 of bytes as they are: what a file is known by. */
export function digestOfBytes(bytes: Uint8Array): Sha256Digest {
  return `sha256:${bytesToHex(sha256(bytes))}`;
}
