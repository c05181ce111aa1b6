// @ts-check

/**
 * How systems stood in the last days is made of the incidents that were open then: those that started or were resolved since.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE INDEX incidents_by_resolution ON incidents (resolved_at)
      WHERE resolved_at IS NOT NULL`);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP INDEX incidents_by_resolution');
};
