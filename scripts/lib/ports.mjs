import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { UserError } from './report.mjs';

const HOST = '127.0.0.1';

/**
 * The port that a flag names.
 *
 * @param flag - as it is written: `--port`
 */
export function readPort(text, flag) {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new UserError(
      `${flag} takes a number from 1 to 65535, not "${text}"`,
    );
  }
  return port;
}

/**
 * Refuses a port that something listens on.
 *
 * @param otherwise - what else than freeing it can be done
 */
export async function requireFreePort(port, otherwise = '') {
  const server = createServer();
  await new Promise((resolve, reject) => {
    server.once('error', error =>
      reject(
        new UserError(
          error.code === 'EADDRINUSE'
            ? `Port ${port} is in use: ${['stop what uses it', otherwise]
                .filter(Boolean)
                .join(', ')}`
            : `Cannot listen on port ${port} of ${HOST}: ${error.message}`,
        ),
      ),
    );
    server.listen({ port, host: HOST, exclusive: true }, resolve);
  });
  await new Promise(resolve => server.close(resolve));
}

/**
 * Below those that systems give to whoever asks for any (Linux from 32768, others from 49152): nobody else is given it
 * until it is used. Above 10080, the last port that browsers and fetch refuse.
 */
const FIRST = 10_100;
const END = 32_768;
const TRIES = 100;

/** A port that was free a moment ago. */
export async function findFreePort() {
  for (let left = TRIES; ; left--) {
    const port = randomInt(FIRST, END);
    try {
      await requireFreePort(port);
      return port;
    } catch (error) {
      if (left === 1) throw error;
    }
  }
}

/** The port itself where nothing listens on it, or another that is free. */
export async function freePortNear(port) {
  return requireFreePort(port).then(() => port, findFreePort);
}
