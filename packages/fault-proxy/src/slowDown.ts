import type { ServerResponse } from 'node:http';

/** Slices of an answer a second: few enough to cost nothing, many enough to look even. */
const SLICES = 20;

/**
 * Lets an answer through no faster than so many bytes a second, as long as that holds. What is left when it holds no more is
 * sent at once.
 *
 * @param rate - bytes a second; undefined as soon as the fault is over
 */
export function slowDown(
  res: ServerResponse,
  rate: () => number | undefined,
): void {
  const write = res.write.bind(res);
  const end = res.end.bind(res);
  const waiting: Buffer[] = [];
  let isEnding = false;
  let timer: NodeJS.Timeout | undefined;

  const finish = () => {
    clearInterval(timer);
    timer = undefined;
    res.write = write;
    res.end = end;
  };
  const pass = () => {
    const most = rate();
    let left =
      most === undefined ? Infinity : Math.max(1, Math.floor(most / SLICES));
    while (waiting.length > 0 && left > 0) {
      const chunk = waiting[0];
      const part = chunk.subarray(0, left);
      if (part.length === chunk.length) waiting.shift();
      else waiting[0] = chunk.subarray(part.length);
      left -= part.length;
      write(part);
    }
    if (waiting.length > 0) return;
    if (isEnding) {
      finish();
      end();
    } else if (most === undefined) {
      finish();
      res.emit('drain');
    } else {
      // Whoever sends the answer waits for this before it sends more.
      res.emit('drain');
    }
  };
  const take = (chunk: unknown, encoding: unknown) => {
    if (chunk === undefined || chunk === null) return;
    if (typeof chunk === 'function') return;
    waiting.push(
      typeof chunk === 'string'
        ? Buffer.from(chunk, encodingOf(encoding))
        : Buffer.from(chunk as Uint8Array),
    );
  };

  timer = setInterval(pass, 1000 / SLICES);
  res.once('close', finish);
  res.write = ((chunk: unknown, encoding?: unknown) => {
    take(chunk, encoding);
    return false;
  }) as typeof res.write;
  res.end = ((chunk?: unknown, encoding?: unknown) => {
    take(chunk, encoding);
    isEnding = true;
    return res;
  }) as typeof res.end;
}

function encodingOf(encoding: unknown): BufferEncoding {
  return typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8';
}
