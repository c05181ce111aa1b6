import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { migrateInOne } from '@countersign/plugin-ledger-node';
import { Knex } from 'knex';
import { noPendingLists } from './noPendingLists';

/** An area as its database knows it. */
export interface AreaDatabase {
  pluginId: string;
  /** The folder of its own migrations. */
  migrations: string;
}

/**
 * What an area lacks where its database is another than PostgreSQL, as the end of a sentence: triggers, row locks and the ledger need
 * PostgreSQL.
 */
export function lackOfPostgres(knex: Knex): string | undefined {
  const { client } = knex.client.config;
  return client === 'pg'
    ? undefined
    : `it needs PostgreSQL 15 or later, but backend.database.client is '${client}'. Set it to 'pg', and backend.database.connection to its host, port, user and password.`;
}

/**
 * The database of an area, with its tables and those that every area has.
 *
 * @throws Error when it is not PostgreSQL
 */
export async function openDatabase(
  database: DatabaseService,
  area: AreaDatabase,
): Promise<Knex> {
  const knex = await database.getClient();
  const lack = lackOfPostgres(knex);
  if (lack) {
    throw new Error(`${area.pluginId} cannot start: ${lack}`);
  }
  if (!database.migrations?.skip) {
    await migrateInOne(knex, {
      directory: area.migrations,
      tableName: 'knex_migrations',
    });
    await migrateShared(knex);
  }
  return knex;
}

/** Brings the tables that every area has up to date, after those of the area: they take over what it had of them. */
export async function migrateShared(knex: Knex): Promise<void> {
  await migrateInOne(knex, {
    directory: resolvePackagePath(
      '@countersign/plugin-governance-node',
      'migrations',
    ),
    tableName: 'governance_knex_migrations',
  });
  await noPendingLists(knex);
}
