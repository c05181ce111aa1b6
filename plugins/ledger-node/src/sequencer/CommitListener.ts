import { setTimeout as delay } from 'timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { Client } from 'pg';
import { Backoff } from '../loops/Backoff';

const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 10_000;

/**
 * Listens on a connection of its own for entries that were committed, by any replica. A lost connection is opened
 * again; what was committed meanwhile is made up for by one call after each opening.
 */
export class CommitListener {
  readonly #knex: Knex;
  readonly #channel: string;
  readonly #onCommit: () => void;
  readonly #logger: LoggerService;
  readonly #stopped = new AbortController();
  #running: Promise<void> | undefined;

  constructor(options: {
    knex: Knex;
    channel: string;
    onCommit: () => void;
    logger: LoggerService;
  }) {
    this.#knex = options.knex;
    this.#channel = options.channel;
    this.#onCommit = options.onCommit;
    this.#logger = options.logger;
  }

  start() {
    this.#running ??= this.#run();
  }

  async stop() {
    this.#stopped.abort();
    await this.#running;
  }

  async #run() {
    const { signal } = this.#stopped;
    const backoff = new Backoff(FIRST_RETRY_MS, LONGEST_RETRY_MS, signal);
    while (!signal.aborted) {
      try {
        await this.#listen(backoff);
      } catch (error) {
        this.#logger.warn(
          `The ledger's listening connection was lost, opening another in ${
            backoff.nextMs
          } ms: ${error instanceof Error ? error.message : error}`,
        );
        await backoff.pause();
      }
    }
  }

  /** Returns when stopped, throws when the connection is lost. */
  async #listen(backoff: Backoff) {
    // Not from the pool: a connection that listens all the time would be missing there.
    const connection: Client = await this.#knex.client.acquireRawConnection();
    const closed = new AbortController();
    try {
      await new Promise<void>((resolve, reject) => {
        connection.on('error', reject);
        connection.on('end', () => reject(new Error('the server closed it')));
        connection.on('notification', this.#onCommit);
        this.#stopped.signal.addEventListener('abort', () => resolve(), {
          signal: closed.signal,
        });
        connection
          .query(`LISTEN ${connection.escapeIdentifier(this.#channel)}`)
          .then(() => {
            backoff.reset();
            this.#onCommit();
            if (this.#stopped.signal.aborted) {
              resolve();
            }
          }, reject);
      });
    } finally {
      closed.abort();
      await Promise.race([
        connection.end().catch(() => undefined),
        // A network that swallows packets must not hold up a reconnect or a shutdown.
        delay(1000, undefined, { ref: false }),
      ]);
    }
  }
}
