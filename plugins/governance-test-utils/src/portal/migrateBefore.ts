import { copyFile, mkdtemp, readdir, rm } from 'fs/promises';
import { tmpdir } from 'os';
import path from 'path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';

/** The migrations of a library or of a plugin, and the table that says which are done. */
export interface MigrationFolder {
  directory: string;
  tableName: string;
}

/**
 * What the version before had of the tables is what was made before this. Its replicas go on while the new version brings the
 * tables up to date. It moves on with each release, and with a migration that the code of now cannot do without.
 */
export const THE_VERSION_BEFORE = '20261128000000';

/**
 * The migrations that the database of an area has, in the order in which it is brought up to date.
 *
 * @param pluginId - Of the area, such as `change-management`.
 */
export function migrationFolders(pluginId: string): MigrationFolder[] {
  const folder = (name: string, tableName: string) => ({
    directory: resolvePackagePath(`@countersign/plugin-${name}`, 'migrations'),
    tableName,
  });
  return [
    folder(`${pluginId}-backend`, 'knex_migrations'),
    folder('governance-node', 'governance_knex_migrations'),
    folder('ledger-node', 'ledger_knex_migrations'),
  ];
}

/**
 * Leaves a database as an older version left it: with the migrations that were made before a moment, and no later ones.
 *
 * @param moment - As names of migrations begin, such as `20261128000000`.
 */
export async function migrateBefore(
  knex: Knex,
  moment: string,
  folders: readonly MigrationFolder[],
): Promise<void> {
  for (const { directory, tableName } of folders) {
    const older = await mkdtemp(path.join(tmpdir(), 'countersign-migrations-'));
    try {
      for (const name of await readdir(directory)) {
        if (name < moment) {
          await copyFile(path.join(directory, name), path.join(older, name));
        }
      }
      await knex.migrate.latest({ directory: older, tableName });
    } finally {
      await rm(older, { recursive: true });
    }
  }
}
