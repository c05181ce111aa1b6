// @ts-check

/**
 * Figures are made of the incidents that started in a period.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw('CREATE INDEX incidents_by_start ON incidents (started_at)');
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP INDEX incidents_by_start');
};
