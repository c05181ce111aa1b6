// @ts-check

/**
 * Results of logs that were kept as evidence, each with its bytes, and queries that people keep for themselves. The lists are read
 * with keyset cursors, so their indexes end in `seq`.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw('CREATE SEQUENCE log_export_numbers');
  await knex.raw(`
    CREATE TABLE log_exports (
      seq bigint PRIMARY KEY,
      number text NOT NULL UNIQUE,
      entity_ref text NOT NULL,
      query jsonb NOT NULL,
      count integer NOT NULL,
      complete boolean NOT NULL,
      digest text NOT NULL,
      bytes integer NOT NULL,
      reason text NOT NULL,
      exported_by text NOT NULL,
      exported_at timestamptz NOT NULL,
      content bytea NOT NULL
    )`);
  await knex.raw(
    'CREATE INDEX log_exports_by_entity ON log_exports (entity_ref, exported_at, seq)',
  );
  await knex.raw(`
    CREATE TABLE log_queries (
      id uuid PRIMARY KEY,
      owner text NOT NULL,
      entity_ref text NOT NULL,
      source text,
      title text NOT NULL,
      filter text NOT NULL,
      minutes integer,
      created_at timestamptz NOT NULL
    )`);
  await knex.raw(
    'CREATE INDEX log_queries_by_owner ON log_queries (owner, entity_ref, created_at)',
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP TABLE log_queries');
  await knex.raw('DROP TABLE log_exports');
  await knex.raw('DROP SEQUENCE log_export_numbers');
};
