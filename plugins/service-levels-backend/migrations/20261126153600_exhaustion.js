// @ts-check

/**
 * How long a budget lasts, as it was judged last: a list shows it of each objective.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(
    'ALTER TABLE objective_states ADD COLUMN exhausted_in double precision',
  );
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('ALTER TABLE objective_states DROP COLUMN exhausted_in');
};
