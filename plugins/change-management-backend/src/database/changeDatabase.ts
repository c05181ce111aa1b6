import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import {
  AreaDatabase,
  openDatabase,
} from '@countersign/plugin-governance-node';
import { Knex } from 'knex';

/** Change management as its database knows it. */
export const changeDatabase: AreaDatabase = {
  pluginId: 'change-management',
  migrations: resolvePackagePath(
    '@countersign/plugin-change-management-backend',
    'migrations',
  ),
};

/**
 * The database of change management, migrated.
 *
 * @throws Error when it is not PostgreSQL
 */
export function openChangeDatabase(database: DatabaseService): Promise<Knex> {
  return openDatabase(database, changeDatabase);
}
