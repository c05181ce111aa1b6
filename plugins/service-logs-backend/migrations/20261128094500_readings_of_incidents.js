// @ts-check

/**
 * Readings are asked for by the incident that let people read, too.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(
    'CREATE INDEX log_readings_by_incident ON log_readings (incident, read_at, seq)',
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP INDEX log_readings_by_incident');
};
