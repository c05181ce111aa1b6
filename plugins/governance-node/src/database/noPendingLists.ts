import { setTimeout as delay } from 'timers/promises';
import { Knex } from 'knex';

/** How long one waits for an index that somebody uses; whoever comes after waits behind. */
const LOCK_TIMEOUT_MS = 100;
/** How long others go first before the next try. */
const PAUSE_MS = 250;
/** So often it is tried; what is left is done at the next start. */
const TRIES = 20;
/** SQLSTATE of a lock that is not to be had in time, and of two who wait for each other. */
const IN_USE = ['55P03', '40P01'];

/**
 * Sees to it that no search reads through a list of what is new. A GIN index puts new keys on such a list, up to 4 MB of it,
 * until a vacuum or the unlucky writer who fills it puts them in their place. Pages are read far more often than records are
 * written, so each writer does that for themselves. https://www.postgresql.org/docs/current/gin.html#GIN-FAST-UPDATE
 *
 * Not a migration: migrations are one transaction, which would hold the lock of an index while it waits for the next, when
 * replicas of the version before read and write by both.
 */
export async function noPendingLists(knex: Knex): Promise<void> {
  const { rows } = await knex.raw<{ rows: { name: string }[] }>(
    `SELECT format('%I.%I', n.nspname, i.relname) AS name
     FROM pg_class i
     JOIN pg_namespace n ON n.oid = i.relnamespace
     JOIN pg_am a ON a.oid = i.relam
     WHERE a.amname = 'gin' AND n.nspname = current_schema() AND i.relkind = 'i'
       AND pg_has_role(i.relowner, 'USAGE')
       AND NOT coalesce('fastupdate=off' = ANY (i.reloptions), false)`,
  );
  for (const { name } of rows) {
    for (let n = 1; n <= TRIES && !(await isDone(knex, name)); n++) {
      await delay(PAUSE_MS);
    }
  }
}

/** False where somebody uses the index. */
async function isDone(knex: Knex, index: string): Promise<boolean> {
  try {
    await knex.transaction(async trx => {
      await trx.raw(`SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`);
      await trx.raw(`ALTER INDEX ${index} SET (fastupdate = off)`);
    });
  } catch (error) {
    if (IN_USE.includes((error as { code?: string }).code ?? '')) return false;
    throw error;
  }
  await knex.raw('SELECT gin_clean_pending_list(?::regclass)', [index]);
  return true;
}
