// @ts-check

/**
 * Alerts that lead to no entity open nothing: that somebody was told of a group of them, and who, is kept with it.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    ALTER TABLE alert_groups
      ADD COLUMN told_at timestamptz,
      ADD COLUMN told jsonb NOT NULL DEFAULT '[]'`);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw(
    'ALTER TABLE alert_groups DROP COLUMN told_at, DROP COLUMN told',
  );
};
