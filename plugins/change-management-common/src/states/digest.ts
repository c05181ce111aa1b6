import { InputError } from '@backstage/errors';
import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import canonicalize from 'canonicalize';
import { Sha256Digest } from '../model';

/**
 * SHA-256 of the RFC 8785 canonical JSON of a value: what approvals, policies, templates and plans are known by.
 * Independent of the order of keys; members that are `undefined` do not count.
 *
 * @throws InputError when the value cannot be JSON (`NaN`, an infinity, a cycle, nothing at all).
 */
export function digestOf(value: unknown): Sha256Digest {
  return `sha256:${bytesToHex(sha256(utf8ToBytes(canonicalJson(value))))}`;
}

/** The RFC 8785 canonical JSON of a value; see {@link digestOf} for what it refuses. */
export function canonicalJson(value: unknown): string {
  let text: string | undefined;
  try {
    text = canonicalize(value);
  } catch (error) {
    throw new InputError('The value has no canonical JSON form', error);
  }
  if (text === undefined) {
    throw new InputError('The value has no canonical JSON form');
  }
  return text;
}
