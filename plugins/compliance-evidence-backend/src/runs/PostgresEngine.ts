import { once } from 'events';
import { Writable } from 'stream';
import { finished } from 'stream/promises';
import { isError } from '@backstage/errors';
import {
  Column,
  copyInSql,
  copyOutSql,
  createTableSql,
  csvLine,
  quotedName,
  SqlEngine,
  StagedRows,
} from '@countersign/plugin-compliance-evidence-common';
import { Knex } from 'knex';
import { Client } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { pinSession } from './pinSession';

/** Rows are handed over in pieces of about so many characters. */
const PIECE = 256 * 1024;

/** The schema of a run's staged tables: it says nothing of the run. */
export function stageSchema(runId: string): string {
  return `stage_${runId.replaceAll('-', '')}`;
}

/** What its tables are staged under for questions that are asked afterwards: the run itself never touches them. */
export const askedAfterwards = (runId: string) => `${runId}_asked`;

/** What an engine needs. */
export interface EngineOptions {
  knex: Knex;
  runId: string;
  queryTimeoutMs: number;
  signal: AbortSignal;
}

/**
 * PostgreSQL as the engine of one run: a connection of its own, pinned so that every value is written the same way
 * everywhere, that sees nothing but the run's staged tables.
 */
export class PostgresEngine implements SqlEngine {
  readonly #client: Client;
  readonly #stop: () => void;
  readonly #signal: AbortSignal;

  private constructor(
    client: Client,
    { knex, signal }: Pick<EngineOptions, 'knex' | 'signal'>,
  ) {
    this.#client = client;
    this.#signal = signal;
    const { processID } = client as unknown as { processID: number };
    // A closed connection alone does not end the query that it waits for.
    this.#stop = () => {
      knex
        .raw('SELECT pg_cancel_backend(?)', [processID])
        .catch(() => undefined);
    };
    signal.addEventListener('abort', this.#stop);
  }

  static async open(options: EngineOptions): Promise<PostgresEngine> {
    const { knex, runId, queryTimeoutMs, signal } = options;
    signal.throwIfAborted();
    // Not from the pool: its settings must not come back to it.
    const client: Client = await knex.client.acquireRawConnection();
    // A lost connection fails the query that waits for it; this event alone would end the process.
    client.on('error', () => undefined);
    await pinSession(client, queryTimeoutMs);
    await client.query(`SELECT set_config('search_path', $1, false)`, [
      stageSchema(runId),
    ]);
    return new PostgresEngine(client, { knex, signal });
  }

  async stage(
    table: string,
    columns: readonly Column[],
    rows: StagedRows,
  ): Promise<number> {
    const client = this.#client;
    // What was staged before, wholly or in part, goes.
    await client.query(`DROP TABLE IF EXISTS ${quotedName(table)}`);
    // What a crash takes from an unlogged table is staged again from the snapshot.
    await client.query(createTableSql(table, columns));
    const stream = client.query(copyFrom(copyInSql(table, columns, 'STDIN')));
    const count = await pour(rows, stream, this.#signal);
    await client.query(`ANALYZE ${quotedName(table)}`);
    return count;
  }

  async *copyOut(sql: string): AsyncIterable<Uint8Array> {
    this.#signal.throwIfAborted();
    const text = sql.trim().replace(/;$/, '');
    await this.#client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    let isLeft = true;
    try {
      yield* this.#client.query(copyTo(copyOutSql(text)));
      isLeft = false;
    } catch (error) {
      isLeft = false;
      throw error;
    } finally {
      // Whoever leaves in the middle has no more use for the connection: what it still waits for would never come.
      if (isLeft) this.#stop();
      else await this.#client.query('ROLLBACK').catch(() => undefined);
    }
  }

  /** The rows of a small query. */
  async read(sql: string): Promise<Record<string, unknown>[]> {
    return (await this.#client.query(sql)).rows;
  }

  async close(): Promise<void> {
    this.#signal.removeEventListener('abort', this.#stop);
    await this.#client.end().catch(() => undefined);
  }
}

/** Makes the schema of a run anew. */
export async function openSchema(knex: Knex, runId: string): Promise<void> {
  await dropSchema(knex, runId);
  await haveSchema(knex, runId);
}

/** Makes the schema of a run where there is none. */
export async function haveSchema(knex: Knex, runId: string): Promise<void> {
  try {
    await knex.raw('CREATE SCHEMA IF NOT EXISTS ??', [stageSchema(runId)]);
  } catch (error) {
    if (isError(error) && error.code === '42501') {
      throw new Error(
        'The database role of compliance-evidence may not create schemas, and each run is staged in one of its own: GRANT CREATE ON DATABASE to it',
        { cause: error },
      );
    }
    throw error;
  }
}

export async function dropSchema(knex: Knex, runId: string): Promise<void> {
  await knex.raw('DROP SCHEMA IF EXISTS ?? CASCADE', [stageSchema(runId)]);
}

async function pour(
  batches: StagedRows,
  stream: Writable,
  signal: AbortSignal,
): Promise<number> {
  const done = finished(stream);
  // It is awaited at the end, and must not be unhandled before.
  done.catch(() => undefined);
  let count = 0;
  let piece = '';
  const flush = async () => {
    signal.throwIfAborted();
    if (stream.destroyed) await done;
    if (!stream.write(piece)) {
      await Promise.race([once(stream, 'drain'), done]);
    }
    piece = '';
  };
  try {
    for await (const rows of batches) {
      for (const row of rows) {
        count += 1;
        piece += csvLine(row);
        if (piece.length > PIECE) await flush();
      }
    }
    if (piece) await flush();
    stream.end();
  } catch (error) {
    stream.destroy(error as Error);
    await done.catch(() => undefined);
    throw error;
  }
  await done;
  return count;
}
