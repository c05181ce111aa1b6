import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { migrateInOne } from './migrateInOne';

/** Brings the ledger's tables up to date. */
export async function migrate(knex: Knex): Promise<void> {
  await migrateInOne(knex, {
    directory: resolvePackagePath(
      '@countersign/plugin-ledger-node',
      'migrations',
    ),
    // Kept apart from the plugin's own `knex_migrations`, in the same database.
    tableName: 'ledger_knex_migrations',
  });
}
