import { createHash } from 'node:crypto';
import { StreamingHash } from '@countersign/plugin-compliance-evidence-common';

/** Node's SHA-256 is several times as fast as the portable one. */
export const sha256 = (message: Uint8Array): Uint8Array =>
  createHash('sha256').update(message).digest();

export function newHash(): StreamingHash {
  const hash = createHash('sha256');
  return {
    update: piece => {
      hash.update(piece);
    },
    digest: () => hash.digest('hex'),
  };
}
