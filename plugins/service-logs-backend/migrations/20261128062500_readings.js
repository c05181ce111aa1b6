// @ts-check

/**
 * Readings of logs that only an incident lets somebody read, for those whose logs they are. The list is read with a keyset cursor, so
 * its index ends in `seq`.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE TABLE log_readings (
      seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      entity_ref text NOT NULL,
      incident text NOT NULL,
      asked text NOT NULL,
      query jsonb NOT NULL,
      read_by text NOT NULL,
      read_at timestamptz NOT NULL
    )`);
  await knex.raw(
    'CREATE INDEX log_readings_by_entity ON log_readings (entity_ref, read_at, seq)',
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP TABLE log_readings');
};
