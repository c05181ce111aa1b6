// @ts-check

/**
 * Which drills that became due their owners were told of: each once.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE TABLE drill_reminders (
      entity text NOT NULL,
      scenario text NOT NULL,
      due_at timestamptz NOT NULL,
      told_at timestamptz NOT NULL,
      PRIMARY KEY (entity, scenario, due_at)
    )`);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP TABLE drill_reminders');
};
