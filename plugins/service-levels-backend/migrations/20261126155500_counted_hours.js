// @ts-check

/**
 * Up to where the ledger has what was counted, and hours of which something came to be known later.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE TABLE counted (
      objective text PRIMARY KEY REFERENCES objectives (id),
      measurement bigint NOT NULL,
      counted_to timestamptz NOT NULL
    )`);
  await knex.raw(
    'CREATE INDEX counted_by_measurement ON counted (measurement)',
  );
  await knex.raw(`
    CREATE TABLE counted_late (
      measurement bigint NOT NULL,
      ends_at timestamptz NOT NULL,
      PRIMARY KEY (measurement, ends_at)
    )`);
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('DROP TABLE counted_late');
  await knex.raw('DROP TABLE counted');
};
