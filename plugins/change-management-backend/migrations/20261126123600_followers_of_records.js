// @ts-check

/**
 * Who follows a change is kept as with every other record: the table gets the name by which the migrations of
 * governance-node, which run next, take it over. Its rows and its reference to the changes stay.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw('ALTER TABLE change_followers RENAME TO record_followers');
  await knex.raw(
    'ALTER TABLE record_followers RENAME COLUMN change_id TO record_id',
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw(
    'ALTER TABLE record_followers RENAME COLUMN record_id TO change_id',
  );
  await knex.raw('ALTER TABLE record_followers RENAME TO change_followers');
};
