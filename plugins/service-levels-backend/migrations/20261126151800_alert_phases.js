// @ts-check

/**
 * Since when an alert has its severity: whoever is told that it was raised is told that the one before is over.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw('ALTER TABLE alerts ADD COLUMN severity_since timestamptz');
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('ALTER TABLE alerts DROP COLUMN severity_since');
};
