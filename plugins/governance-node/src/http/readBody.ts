import { PassThrough, Transform } from 'stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'zlib';
import { InputError } from '@backstage/errors';
import { Request } from 'express';
import { Turns } from './Turns';

/** What reading a body may take. */
export interface BodyLimits {
  /** Bytes that anybody's body may have. */
  small: number;
  /** Bytes that a body may have at all. Both count what comes out of a compressed body, while it comes. */
  large: number;
  /** How long nothing may come of a body that takes up a turn. */
  idleMs: number;
}

const decoders = new Map<string, () => Transform>([
  ['identity', () => new PassThrough()],
  ['gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
]);

const withStatus = (statusCode: number, message: string) =>
  Object.assign(new InputError(message), { statusCode });

/** Ends a stream of which nothing comes for too long. */
class Patience {
  exhausted = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly stream: Transform,
    private readonly ms: number,
  ) {}

  get begun(): boolean {
    return this.#timer !== undefined;
  }

  /** Begins, or begins again. */
  begin() {
    this.end();
    this.#timer = setTimeout(() => {
      this.exhausted = true;
      this.stream.destroy();
    }, this.ms);
  }

  end() {
    clearTimeout(this.#timer);
  }
}

/**
 * Reads the body of a request, unpacked. A small one is just read; one that turns out to be large waits for a turn, and
 * nothing more of it is read or unpacked meanwhile. The turn is the caller's until `done` is aborted.
 *
 * @throws InputError, also with status 408, 413 or 415; ServiceUnavailableError when too many wait
 */
export async function readBody(
  req: Request,
  turns: Turns,
  limits: BodyLimits,
  done: AbortSignal,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  const source = unpacked(req);
  const patience = new Patience(source, limits.idleMs);
  try {
    for await (const chunk of source) {
      size += chunk.length;
      if (size > limits.large) {
        throw withStatus(
          413,
          `The body is larger than this request may carry (${
            limits.large / 1024 / 1024
          } MB, unpacked)`,
        );
      }
      if (size > limits.small) {
        if (!patience.begun) {
          await takeTurn(turns, done);
        }
        patience.begin();
      }
      chunks.push(chunk);
    }
    return Buffer.concat(chunks, size);
  } catch (error) {
    throw patience.exhausted
      ? withStatus(
          408,
          `Nothing came of the body for ${
            limits.idleMs / 1000
          } s. Send it again.`,
        )
      : explain(error);
  } finally {
    patience.end();
    // What is still on its way is taken and dropped, so that the answer reaches whoever still sends.
    req.unpipe();
    req.resume();
  }
}

async function takeTurn(turns: Turns, done: AbortSignal) {
  const release = await turns.take(done);
  done.addEventListener('abort', release, { once: true });
  if (done.aborted) release();
}

/** The body as it comes, unpacked. To end this stream does not end the connection: an answer is still to go there. */
function unpacked(req: Request): Transform {
  const encoding = (req.header('content-encoding') ?? 'identity').toLowerCase();
  const decoder = decoders.get(encoding)?.();
  if (!decoder) {
    throw withStatus(
      415,
      `Content-Encoding: a body may be packed once, by ${[...decoders.keys()]
        .slice(1)
        .join(', ')}, or not at all`,
    );
  }
  const cutOff = () => req.complete || decoder.destroy();
  req.once('error', cutOff).once('close', cutOff);
  return req.pipe(decoder);
}

/** What zlib and the connection say about a body that is damaged or cut off. */
function explain(error: unknown): unknown {
  const code = String((error as { code?: unknown }).code);
  if (/^(Z_|ERR__)/.test(code)) {
    return new InputError(
      'The body is damaged: it cannot be unpacked as its Content-Encoding says',
    );
  }
  return code === 'ERR_STREAM_PREMATURE_CLOSE'
    ? new InputError('The body ended before its announced length')
    : error;
}
