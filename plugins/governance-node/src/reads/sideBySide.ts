import { Knex } from 'knex';

/** Where statements are asked: all that tells how several can be asked at once. */
type Database = Pick<Knex, 'isTransaction' | 'client'>;

/** What of a client of `pg` says how it sends statements. */
interface Connection {
  /** Whether a statement is sent before the one in front of it is answered; absent before pg 8.23. */
  pipeline?: boolean;
}

/** SQLSTATE */
const IN_FAILED_TRANSACTION = '25P02';

/** The connections that are asked several things at once just now, and by how many who do. */
const busy = new WeakMap<Connection, number>();

/**
 * Asks what does not depend on each other at once: each on a connection of its own where there is a pool, and in a
 * transaction, which has but one, all in one round trip. Whatever fails, the rest has ended when the failure is told; so an ask ends only when all of its
 * statements have.
 */
export async function sideBySide<T extends unknown[]>(
  db: Database,
  ...all: { [K in keyof T]: () => Promise<T[K]> }
): Promise<T> {
  const asks = all as (() => Promise<unknown>)[];
  if (!db.isTransaction) return settled(asks) as Promise<T>;
  const connection: Connection = await db.client.acquireConnection();
  const answers =
    'pipeline' in connection ? pipelined(connection, asks) : inTurn(asks);
  return answers as Promise<T>;
}

/**
 * The connection sends what it is asked without waiting for an answer. Otherwise it keeps to one at a time, as cursors
 * ask for.
 */
async function pipelined(
  connection: Connection,
  asks: readonly (() => Promise<unknown>)[],
): Promise<unknown[]> {
  busy.set(connection, (busy.get(connection) ?? 0) + 1);
  connection.pipeline = true;
  try {
    return await settled(asks);
  } finally {
    const others = busy.get(connection)! - 1;
    busy.set(connection, others);
    if (!others) connection.pipeline = false;
  }
}

async function settled(
  asks: readonly (() => Promise<unknown>)[],
): Promise<unknown[]> {
  // One that throws before it asks is told like the others, once they have ended.
  const answers = await Promise.allSettled(asks.map(async ask => ask()));
  const failures = answers.flatMap(answer =>
    answer.status === 'rejected' ? [answer.reason] : [],
  );
  if (failures.length) {
    throw failures.find(failure => !isConsequence(failure)) ?? failures[0];
  }
  return answers.map(answer => (answer as { value?: unknown }).value);
}

/** Refused since another statement of the transaction has failed. */
function isConsequence(failure: { code?: unknown } | undefined): boolean {
  return failure?.code === IN_FAILED_TRANSACTION;
}

async function inTurn(
  asks: readonly (() => Promise<unknown>)[],
): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (const ask of asks) answers.push(await ask());
  return answers;
}
