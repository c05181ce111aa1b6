import { Readable } from 'stream';
import { pipeline } from 'stream/promises';
import { Response } from 'express';

/** In milliseconds. Who takes nothing for so long holds what makes the pieces no longer. */
const SLOWEST_READER = 30_000;

/** Whether an answer comes in pieces. */
export function isPieces(
  content: string | Uint8Array | AsyncIterable<string | Uint8Array>,
): content is AsyncIterable<string | Uint8Array> {
  return typeof content === 'object' && Symbol.asyncIterator in content;
}

/**
 * Sends an answer piece by piece, as fast as it is taken. One that fails on its way is cut off, so that nobody takes half
 * of it for the whole; and who reads ends with who asked.
 */
export async function sendPieces(
  pieces: AsyncIterable<string | Uint8Array>,
  res: Response,
): Promise<void> {
  res.setTimeout(SLOWEST_READER, () => res.destroy());
  try {
    await pipeline(Readable.from(pieces), res);
  } catch (error) {
    // The beginning was sent: what remains to be said is that this was not the end.
    res.destroy();
    if ((error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE')
      return;
    throw error;
  }
}
