import { Readable } from 'stream';
import { pipeline } from 'stream/promises';
import { Response } from 'express';

/**
 * Sends an answer piece by piece, as fast as it is taken. One that fails on its way is cut off, so that nobody takes half
 * of it for the whole; and who reads ends with who asked.
 */
export async function sendPieces(
  pieces: AsyncIterable<string>,
  res: Response,
): Promise<void> {
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
