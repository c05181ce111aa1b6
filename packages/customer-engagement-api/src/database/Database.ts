import { Pool, PoolClient, PoolConfig, QueryResultRow } from 'pg';
import { Logger } from '../logging/Logger';
import { prepareSchema } from './schema';

/** PostgreSQL does not answer, or not in time. */
export class DatabaseDownError extends Error {}

const PATIENCE_MS = 2_000;
const MOST_CONNECTIONS = 5;
/** Classes and codes that say the server is the trouble and not the statement: connection, resources, operator, timeout. */
const TROUBLE = /^(08|53|57|3D|28)/;

/** A small pool over PostgreSQL, whose tables are made by whoever asks first: the service starts without a database. */
export class Database {
  readonly #pool: Pool;
  #prepared: Promise<void> | undefined;
  #refuses = false;
  /** Held by nobody who needs them. */
  #taken: PoolClient[] | undefined;

  constructor(config: PoolConfig, logger: Logger) {
    this.#pool = new Pool({
      max: MOST_CONNECTIONS,
      connectionTimeoutMillis: PATIENCE_MS,
      query_timeout: PATIENCE_MS,
      statement_timeout: PATIENCE_MS,
      ...config,
    });
    this.#pool.on('error', error =>
      logger.error('The database closed a connection', error),
    );
  }

  async query<R extends QueryResultRow>(
    sql: string,
    values: unknown[] = [],
  ): Promise<R[]> {
    if (this.#refuses) throw new DatabaseDownError('Connections are refused');
    try {
      this.#prepared ??= prepareSchema(this.#pool);
      await this.#prepared;
      return (await this.#pool.query<R>(sql, values)).rows;
    } catch (error) {
      // Whoever asks next tries again.
      await this.#prepared?.catch(() => {
        this.#prepared = undefined;
      });
      throw isTrouble(error)
        ? new DatabaseDownError('The database is down', { cause: error })
        : error;
    }
  }

  async answers(): Promise<boolean> {
    try {
      await this.query('SELECT 1');
      return true;
    } catch {
      return false;
    }
  }

  /** For drills: whether every query fails as if PostgreSQL refused connections. */
  refuse(refuses: boolean): void {
    this.#refuses = refuses;
  }

  /** For drills: holds all connections of the pool but so many, as a neighbour of the same database would. */
  async takeConnections(keep: number): Promise<void> {
    const taken: PoolClient[] = [];
    this.#taken = taken;
    for (let i = 0; i < MOST_CONNECTIONS - keep; i++) {
      const client = await this.#pool.connect();
      // They were given back meanwhile.
      if (this.#taken !== taken) {
        client.release();
        return;
      }
      taken.push(client);
    }
  }

  /** Gives them back. */
  releaseConnections(): void {
    const taken = this.#taken ?? [];
    this.#taken = undefined;
    taken.forEach(client => client.release());
  }

  async close(): Promise<void> {
    this.releaseConnections();
    await this.#pool.end();
  }
}

/** What the driver reports by itself has no SQLSTATE: sockets, timeouts. */
function isTrouble(error: unknown): boolean {
  const { code, severity } = error as { code?: unknown; severity?: unknown };
  return severity === undefined || TROUBLE.test(String(code));
}
