// @ts-check

/**
 * Which drill a drill repeats, to find the retests of one.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw('ALTER TABLE drills ADD COLUMN retest_of text');
  await knex.raw(
    'CREATE INDEX drills_retests ON drills (retest_of) WHERE retest_of IS NOT NULL',
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('ALTER TABLE drills DROP COLUMN retest_of');
};
