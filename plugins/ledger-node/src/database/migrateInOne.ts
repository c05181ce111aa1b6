import type { Knex } from 'knex';

/**
 * Brings the tables of a library up to date. Replicas that start together wait for one another, and one that is killed
 * half-way leaves nothing behind, because all of it is one transaction.
 *
 * @param migrations - Their folder, and the table that says which are done: one of the library's own, since other
 *   libraries and the plugin itself have theirs in the same database or schema.
 */
export async function migrateInOne(
  knex: Knex,
  migrations: { directory: string; tableName: string },
): Promise<void> {
  await knex.transaction(async trx => {
    // Advisory locks belong to the whole database, which the schemas of several plugins may share.
    await trx.raw(
      `SELECT pg_advisory_xact_lock(hashtextextended('migrate ' || coalesce(current_schema(), '') || '.' || ?, 0))`,
      [migrations.tableName],
    );
    await trx.migrate.latest(migrations);
  });
}
