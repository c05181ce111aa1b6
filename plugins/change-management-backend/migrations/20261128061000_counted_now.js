// @ts-check

/**
 * What figures count of now, in the index alone: each open change in a state, or with a window in a time, was read. And which
 * changes are emergencies, of each of thousands of deployments.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(
    `CREATE INDEX changes_open_now ON changes (state, window_sort, window_end) INCLUDE (demo, team)
     WHERE state NOT IN ('closed', 'canceled')`,
  );
  await knex.raw(
    `CREATE INDEX changes_emergencies ON changes (number) WHERE type = 'emergency'`,
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP INDEX changes_emergencies');
  await knex.raw('DROP INDEX changes_open_now');
};
