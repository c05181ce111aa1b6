import { randomInt } from 'crypto';
import { once } from 'events';
import { createServer } from 'net';

/**
 * Below those that systems give to whoever asks for any (Linux from 32768, others from 49152): nobody else is given it
 * until it is used, or while what uses it is away. Above 10080, the last port that browsers and fetch refuse.
 */
const FIRST = 10_100;
const END = 32_768;
const TRIES = 100;

/** A port of this machine on which nobody listens: for a program that cannot choose one and say which. */
export async function freePort(): Promise<number> {
  for (let left = TRIES; ; left--) {
    const port = randomInt(FIRST, END);
    const server = createServer().listen(port, '127.0.0.1');
    try {
      await once(server, 'listening');
    } catch (error) {
      if (left > 1) continue;
      throw error;
    }
    server.close();
    await once(server, 'close');
    return port;
  }
}
