import { Readable } from 'stream';

/** So long nothing may come of an object that is being read. */
export const IDLE_MS = 60_000;

/**
 * Passes on what is read of an object, and ends where nothing comes for so long: Google's client does not tell of a connection
 * that broke within a body, and would wait for ever.
 */
export async function* impatiently(
  stream: Readable,
  idleMs: number,
): AsyncIterable<Uint8Array> {
  const chunks = stream[Symbol.asyncIterator]();
  try {
    for (;;) {
      // Whoever takes the chunks may take as long as they like.
      const patience = setTimeout(
        () => stream.destroy(new Error(`Nothing came for ${idleMs / 1000} s`)),
        idleMs,
      );
      const { done, value } = await chunks
        .next()
        .finally(() => clearTimeout(patience));
      if (done) return;
      yield value;
    }
  } finally {
    stream.destroy();
  }
}
