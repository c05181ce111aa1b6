import { createHash } from 'crypto';

/** `sha256:` and the hash of a text in UTF-8. */
export function sha256Digest(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
