import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { migrateShared } from '@countersign/plugin-governance-node';
import { migrateInOne } from '@countersign/plugin-ledger-node';
import { Knex } from 'knex';

/**
 * The database of the notifications plugin, with the tables of what is kept to be sent.
 *
 * @param instead - What to do where there is no PostgreSQL, and for what: "Mails need PostgreSQL".
 */
export async function openMessages(
  database: DatabaseService,
  instead: { need: string; otherwise: string },
): Promise<Knex> {
  const knex = await database.getClient();
  const { client } = knex.client.config;
  if (client !== 'pg') {
    throw new Error(
      `${instead.need}, but backend.database.client is '${client}'. Set it to 'pg', or ${instead.otherwise}.`,
    );
  }
  if (!database.migrations?.skip) {
    await migrateShared(knex);
    await migrateInOne(knex, {
      directory: resolvePackagePath(
        '@countersign/plugin-notifications-backend-module-governance',
        'migrations',
      ),
      tableName: 'governance_mail_knex_migrations',
    });
  }
  return knex;
}
