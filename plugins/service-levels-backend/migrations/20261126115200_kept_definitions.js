// @ts-check

/**
 * What an objective was made of, in one digest: a refresh writes nothing where nothing is other than before.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw('ALTER TABLE objectives ADD COLUMN kept_digest text');
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('ALTER TABLE objectives DROP COLUMN kept_digest');
};
