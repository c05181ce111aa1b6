import { createHash } from 'crypto';

/** A UUID (version 5 of RFC 9562) of some words: always the same for the same ones. */
export function deterministicUuid(...words: string[]): string {
  const hash = createHash('sha1')
    .update('https://countersign.dev/\u0000')
    .update(words.join('\u0000'))
    .digest();
  hash[6] = (hash[6] & 0x0f) | 0x50;
  hash[8] = (hash[8] & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20, 32),
  ].join('-');
}
