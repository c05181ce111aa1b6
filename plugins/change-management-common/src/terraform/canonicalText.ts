import { InputError } from '@backstage/errors';
import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import { ExactNumber, Secret } from '@countersign/plugin-governance-common';
import { Sha256Digest } from '@countersign/plugin-ledger-common';

/**
 * RFC 8785 canonical JSON, which RFC 8785 gives for what JavaScript can hold; a number that it cannot is written by
 * {@link ExactNumber.canonical}, so that it is neither rounded nor refused.
 */
export function canonicalText(value: unknown): string {
  if (value instanceof ExactNumber) return value.canonical();
  if (value instanceof Secret) return JSON.stringify(value);
  if (Array.isArray(value)) {
    return `[${value.map(item => canonicalText(item ?? null)).join(',')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => `${JSON.stringify(key)}:${canonicalText(item)}`);
    return `{${members.join(',')}}`;
  }
  const text = JSON.stringify(value);
  if (text === undefined || (typeof value === 'number' && !isFinite(value))) {
    throw new InputError('The value has no canonical JSON form');
  }
  return text;
}

/** SHA-256 of {@link canonicalText}. */
export function canonicalDigest(value: unknown): Sha256Digest {
  return `sha256:${bytesToHex(sha256(utf8ToBytes(canonicalText(value))))}`;
}
