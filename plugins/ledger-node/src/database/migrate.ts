import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';

/** Kept apart from the plugin's own `knex_migrations`, in the same database. */
const TABLE = 'ledger_knex_migrations';

/**
 * Brings the ledger's tables up to date. Replicas that start together wait for one another, and one that is killed
 * half-way leaves nothing behind, because all of it is one transaction.
 */
export async function migrate(knex: Knex): Promise<void> {
  await knex.transaction(async trx => {
    await trx.raw('SELECT pg_advisory_xact_lock(hashtextextended(?, 0))', [
      `migrate ${TABLE}`,
    ]);
    await trx.migrate.latest({
      directory: resolvePackagePath(
        '@countersign/plugin-ledger-node',
        'migrations',
      ),
      tableName: TABLE,
    });
  });
}
