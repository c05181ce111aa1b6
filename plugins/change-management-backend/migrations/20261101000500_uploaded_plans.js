// @ts-check

/**
 * Redacted plans that were uploaded for a change about to be opened. They belong to who uploaded them and are
 * forgotten when no change came of them.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE TABLE uploaded_plans (
      uploaded_by text NOT NULL,
      digest text NOT NULL,
      plan jsonb NOT NULL,
      entities text[] NOT NULL,
      uploaded_at timestamptz NOT NULL,
      PRIMARY KEY (uploaded_by, digest)
    )`);
  await knex.raw('CREATE INDEX ON uploaded_plans (uploaded_at)');
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP TABLE uploaded_plans');
};
