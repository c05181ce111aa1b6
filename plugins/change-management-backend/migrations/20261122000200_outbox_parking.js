// @ts-check

/**
 * A message of the outbox that nobody will ever take is set aside, with the reason in `last_error`, so that it is
 * neither tried for ever nor lost.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw('ALTER TABLE outbox ADD COLUMN parked_at timestamptz');
  await knex.raw(
    'CREATE INDEX outbox_due ON outbox (next_attempt_at, id) WHERE parked_at IS NULL',
  );
  await knex.raw('DROP INDEX outbox_next_attempt_at_id_idx');
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('CREATE INDEX ON outbox (next_attempt_at, id)');
  await knex.raw('DROP INDEX outbox_due');
  await knex.raw('ALTER TABLE outbox DROP COLUMN parked_at');
};
