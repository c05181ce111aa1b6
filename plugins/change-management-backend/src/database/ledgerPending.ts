import { Knex } from 'knex';

/** Entries of this database's ledger that are committed and not sequenced yet. */
export async function countPendingEntries(db: Knex): Promise<number> {
  const { rows } = await db.raw('SELECT count(*) AS n FROM ledger_pending');
  return Number(rows[0].n);
}
