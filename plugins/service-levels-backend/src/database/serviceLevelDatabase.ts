import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { openDatabase } from '@countersign/plugin-governance-node';
import { Knex } from 'knex';

/**
 * The database of service levels, migrated.
 *
 * @throws Error when it is not PostgreSQL
 */
export function openServiceLevelDatabase(
  database: DatabaseService,
): Promise<Knex> {
  return openDatabase(database, {
    pluginId: 'service-levels',
    migrations: resolvePackagePath(
      '@countersign/plugin-service-levels-backend',
      'migrations',
    ),
  });
}
