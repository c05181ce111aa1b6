import { createHash } from 'node:crypto';

/** What of the first line is the fingerprint of a file. */
export const FINGERPRINT_BYTES = 1024;

/** By how a file begins it is known, whatever it is called; undefined where it has no whole line yet. */
export function fingerprint(head: Buffer): string | undefined {
  const beginning = head.subarray(0, FINGERPRINT_BYTES);
  const newline = beginning.indexOf(10);
  if (newline < 0 && beginning.length < FINGERPRINT_BYTES) return undefined;
  const line = newline < 0 ? beginning : beginning.subarray(0, newline);
  return createHash('sha256').update(line).digest('hex').slice(0, 16);
}
