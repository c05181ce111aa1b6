// @ts-check

/**
 * Runs whose trouble becomes an incident: each has one at most, however often it fails. What an incident is called once is
 * not changed.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE TABLE run_troubles (
      run_id uuid PRIMARY KEY REFERENCES runs,
      words text NOT NULL,
      problem text NOT NULL,
      incident text,
      attempts integer NOT NULL DEFAULT 0,
      -- Empty once it is declared, or was refused for good.
      next_attempt_at timestamptz,
      refusal text,
      created_at timestamptz NOT NULL DEFAULT now(),
      CHECK (incident IS NULL OR next_attempt_at IS NULL)
    )`);
  await knex.raw(
    'CREATE INDEX run_troubles_due ON run_troubles (next_attempt_at) WHERE next_attempt_at IS NOT NULL',
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP TABLE run_troubles');
};
