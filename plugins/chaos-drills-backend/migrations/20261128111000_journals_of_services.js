// @ts-check

/**
 * The page of a service asks for the last journals of that service alone.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(
    'CREATE INDEX imported_journals_by_service ON imported_journals (entity, ended_at)',
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP INDEX imported_journals_by_service');
};
