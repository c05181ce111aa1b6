import { createHash } from 'node:crypto';
import { scanLine } from './scan';

/** What of a file its fingerprint is made of, at most. */
export const FINGERPRINT_BYTES = 8 * 1024;

/** What of a line. */
const LINE_BYTES = 1024;
const NEWLINE = 10;

/**
 * By how a file begins it is known, whatever it is called: by its first line, and where that does not say when, by the first one that
 * does, too, for many writers begin each file with the same header. Undefined where it has no whole line yet.
 */
export function fingerprint(head: Buffer): string | undefined {
  const beginning = head.subarray(0, FINGERPRINT_BYTES);
  const hash = createHash('sha256');
  const newline = beginning.subarray(0, LINE_BYTES).indexOf(NEWLINE);
  if (newline >= 0) {
    hash.update(beginning.subarray(0, newline));
    const entry = entryBehind(beginning, newline);
    if (entry) hash.update(entry);
  } else if (beginning.length >= LINE_BYTES) {
    hash.update(beginning.subarray(0, LINE_BYTES));
  } else {
    return undefined;
  }
  return hash.digest('hex').slice(0, 16);
}

/** The first line that says when, where the one that ends there does not. */
function entryBehind(bytes: Buffer, end: number): Buffer | undefined {
  if (saysWhen(bytes, 0, end)) return undefined;
  let line = end + 1;
  for (;;) {
    const newline = bytes.indexOf(NEWLINE, line);
    if (newline < 0) return undefined;
    if (saysWhen(bytes, line, newline)) {
      return bytes.subarray(line, Math.min(newline, line + LINE_BYTES));
    }
    line = newline + 1;
  }
}

function saysWhen(bytes: Buffer, start: number, end: number): boolean {
  return !Number.isNaN(scanLine(bytes, start, end).at);
}
