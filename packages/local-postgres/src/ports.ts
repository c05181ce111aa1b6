import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { LocalPostgresError } from './errors';

/** True when nothing listens on the port of this host. */
export function isPortFree(port: number, host: string): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () =>
      server.close(() => resolve(true)),
    );
  });
}

/**
 * Below those that systems give to whoever asks for any (Linux from 32768, others from 49152): nobody else is given it
 * before the server listens there, or while it is stopped. Above 10080, the last port that browsers and fetch refuse.
 */
const FIRST = 10_100;
const END = 32_768;
const TRIES = 100;

/** A port that was free a moment ago. */
export async function findFreePort(host: string): Promise<number> {
  for (let left = TRIES; left > 0; left--) {
    const port = randomInt(FIRST, END);
    if (await isPortFree(port, host)) return port;
  }
  throw new LocalPostgresError(
    'PORT_IN_USE',
    `No port from ${FIRST} to ${END - 1} on ${host} could be listened on`,
  );
}
