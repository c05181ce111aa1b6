import { setTimeout as delay } from 'timers/promises';
import type { Knex } from 'knex';

/** How long a migration waits for a table that somebody uses; whoever comes after it waits behind it. */
const LOCK_TIMEOUT_MS = 2_000;
/** How long it lets others go first before it tries again. */
const PAUSE_MS = 500;
/** Then somebody keeps the table in a way that an operator has to look at. */
const GIVE_UP_AFTER_MS = 600_000;
/** SQLSTATE of a lock that was not to be had in time, and of two who waited for each other. */
const IN_USE = ['55P03', '40P01'];

/**
 * Brings the tables of a library up to date. Replicas that start together wait for one another, and one that is killed
 * half-way leaves nothing behind, because all of it is one transaction.
 *
 * Replicas of the version before go on meanwhile. A migration that waits for a table has everybody wait who comes after it,
 * and a request that has written to the table may need another connection to read it before it can end: it would wait
 * for the migration, and the migration for it. So the migration is the one to give way, and tries again.
 *
 * @param migrations - Their folder, and the table that says which are done: one of the library's own, since other
 *   libraries and the plugin itself have theirs in the same database or schema.
 * @throws Error where the tables are of a later version than this one: nothing is touched then
 */
export async function migrateInOne(
  knex: Knex,
  migrations: { directory: string; tableName: string },
): Promise<void> {
  const deadline = Date.now() + GIVE_UP_AFTER_MS;
  for (;;) {
    try {
      await migrateOnce(knex, migrations);
      return;
    } catch (error) {
      const isInUse = IN_USE.includes((error as { code?: string }).code ?? '');
      if (!isInUse || Date.now() > deadline) throw error;
    }
    await delay(PAUSE_MS);
  }
}

async function migrateOnce(
  knex: Knex,
  migrations: { directory: string; tableName: string },
): Promise<void> {
  await knex.transaction(async trx => {
    // Advisory locks belong to the whole database, which the schemas of several plugins may share.
    await trx.raw(
      `SELECT pg_advisory_xact_lock(hashtextextended('migrate ' || coalesce(current_schema(), '') || '.' || ?, 0))`,
      [migrations.tableName],
    );
    // Not before: for another replica's migrations it waits as long as they take.
    await trx.raw(`SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`);
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
