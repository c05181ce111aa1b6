// @ts-check

/**
 * A GIN index puts what is new on a list that every search reads through, up to 4 MB, until a vacuum or the unlucky writer
 * who fills it puts it in its place. Where pages are read far more often than records are written, each writer does that
 * for themselves. https://www.postgresql.org/docs/current/gin.html#GIN-FAST-UPDATE
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const { rows } = await knex.raw(
    `SELECT format('%I.%I', n.nspname, i.relname) AS name
     FROM pg_class i
     JOIN pg_namespace n ON n.oid = i.relnamespace
     JOIN pg_am a ON a.oid = i.relam
     WHERE a.amname = 'gin' AND n.nspname = current_schema() AND i.relkind IN ('i', 'I')
     ORDER BY i.relname`,
  );
  for (const { name } of rows) {
    await knex.raw(`ALTER INDEX ${name} SET (fastupdate = off)`);
    await knex.raw('SELECT gin_clean_pending_list(?::regclass)', [name]);
  }
};

/** Kept: nothing depends on it. */
exports.down = async function down() {};
