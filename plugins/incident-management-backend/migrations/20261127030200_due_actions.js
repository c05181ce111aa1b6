// @ts-check

/**
 * Whoever owns an action item is told once when it comes due: of which time they were told.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(
    'ALTER TABLE incident_actions ADD COLUMN told_due timestamptz',
  );
  await knex.raw(`
    CREATE INDEX incident_actions_untold ON incident_actions (due_at)
      WHERE action_state = 'open' AND told_due IS DISTINCT FROM due_at`);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP INDEX incident_actions_untold');
  await knex.raw('ALTER TABLE incident_actions DROP COLUMN told_due');
};
