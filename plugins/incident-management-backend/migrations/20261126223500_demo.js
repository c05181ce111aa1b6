// @ts-check

/**
 * That demo records were made, once: they come to an empty portal, and not again.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw('CREATE TABLE demo_records (made_at timestamptz NOT NULL)');
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP TABLE demo_records');
};
