import { createHash } from 'crypto';
import { NotFoundError } from '@backstage/errors';

const keyPattern = /^sha256\/[0-9a-f]{2}\/[0-9a-f]{62}$/;

/** Where bytes are kept that have this digest, in hexadecimal digits: `sha256/ab/cdef…`. */
export function contentKey(digest: string): string {
  return `sha256/${digest.slice(0, 2)}/${digest.slice(2)}`;
}

/** @throws NotFoundError for what no store gave out: it might lead elsewhere */
export function demandContentKey(key: string): string {
  if (!keyPattern.test(key)) {
    throw new NotFoundError(`${key} is no key of the store`);
  }
  return key;
}

/** Passes on what is read of a key. @throws Error at its end where it is not what was kept */
export async function* asKept(
  key: string,
  chunks: AsyncIterable<Uint8Array>,
): AsyncIterable<Uint8Array> {
  const hash = createHash('sha256');
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
  if (key !== contentKey(hash.digest('hex'))) {
    throw new Error(
      `What is kept as ${key} is no longer what was kept: its bytes have another digest. Bring it back from a backup`,
    );
  }
}
