// @ts-check

/**
 * Whether a change is said to be a reliability fix.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(
    'ALTER TABLE changes ADD COLUMN reliability_fix boolean NOT NULL DEFAULT false',
  );
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('ALTER TABLE changes DROP COLUMN reliability_fix');
};
