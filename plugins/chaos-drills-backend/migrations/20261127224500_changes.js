// @ts-check

/**
 * The change that permits a drill, to find the drills of one.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(
    "ALTER TABLE drills ADD COLUMN change text GENERATED ALWAYS AS (facts ->> 'change') STORED",
  );
  await knex.raw(
    'CREATE INDEX drills_changes ON drills (change) WHERE change IS NOT NULL',
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('ALTER TABLE drills DROP COLUMN change');
};
