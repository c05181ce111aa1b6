// @ts-check

/**
 * The open changes of an item are few, and were looked for among all that it ever had and all that are open.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(
    `CREATE INDEX changes_open_items ON changes USING gin (items)
     WHERE state NOT IN ('closed', 'canceled')`,
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP INDEX changes_open_items');
};
