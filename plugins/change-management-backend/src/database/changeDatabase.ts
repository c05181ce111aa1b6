import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { openDatabase } from '@countersign/plugin-governance-node';
import { Knex } from 'knex';

/**
 * The database of change management, migrated.
 *
 * @throws Error when it is not PostgreSQL
 */
export function openChangeDatabase(database: DatabaseService): Promise<Knex> {
  return openDatabase(database, {
    pluginId: 'change-management',
    migrations: resolvePackagePath(
      '@countersign/plugin-change-management-backend',
      'migrations',
    ),
  });
}
