import type { Knex } from 'knex';

/** Resolves once what was done in a transaction is committed, rejects when it is not: that of the outermost one. */
export async function afterCommit(trx: Knex.Transaction): Promise<void> {
  let outermost = trx;
  while (outermost.parentTransaction) outermost = outermost.parentTransaction;
  await outermost.executionPromise;
}
