import type { Knex } from 'knex';

/**
 * Brings the tables of a library up to date. Replicas that start together wait for one another, and one that is killed
 * half-way leaves nothing behind, because all of it is one transaction.
 *
 * @param migrations - Their folder, and the table that says which are done: one of the library's own, since other
 *   libraries and the plugin itself have theirs in the same database or schema.
 * @throws Error where the tables are of a later version than this one: nothing is touched then
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
    await trx.migrate.latest(migrations).catch((error: Error) => {
      throw ofLaterVersion(error, migrations.tableName) ?? error;
    });
  });
}

/** Knex takes migrations that it does not find for a damaged folder; a version that was taken back is likelier. */
function ofLaterVersion(error: Error, tableName: string): Error | undefined {
  const [, names] =
    /following files are missing: (.+)$/.exec(error.message) ?? [];
  return names
    ? new Error(
        `The database is of a later version than this one: ${tableName} has ${names}, which this version does not know. Nothing was changed. Run the later version again, or restore the backup that was made before it.`,
      )
    : undefined;
}
