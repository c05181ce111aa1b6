// @ts-check

/**
 * A message on its way is with whoever took it until the lease ends: no transaction is held open while somebody is slow
 * to take it.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(
    'ALTER TABLE outbox ADD COLUMN leased_until timestamptz, ADD COLUMN lease uuid',
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw(
    'ALTER TABLE outbox DROP COLUMN lease, DROP COLUMN leased_until',
  );
};
