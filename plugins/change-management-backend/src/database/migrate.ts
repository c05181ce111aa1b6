import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';

const migrationsDir = resolvePackagePath(
  '@countersign/plugin-change-management-backend',
  'migrations',
);

/**
 * The plugin's database, migrated.
 *
 * @throws Error when it is not PostgreSQL: triggers, row locks and the ledger need it.
 */
export async function openDatabase(database: DatabaseService): Promise<Knex> {
  const knex = await database.getClient();
  const { client } = knex.client.config;
  if (client !== 'pg') {
    throw new Error(
      `change-management needs PostgreSQL, but backend.database.client is '${client}'. Set it to 'pg'.`,
    );
  }
  if (!database.migrations?.skip) {
    await knex.migrate.latest({ directory: migrationsDir });
  }
  return knex;
}
