// @ts-check

/**
 * Which error budget policies were in force, and from when: a decision of the past is judged by those of then.
 * SL002: what was in force stays on record.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE TABLE error_budget_rules (
      activation bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      digest text NOT NULL,
      rules jsonb NOT NULL,
      activated_at timestamptz NOT NULL
    )`);
  await knex.raw(`
    CREATE FUNCTION error_budget_rules_stay() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'error budget policies that were in force stay on record' USING ERRCODE = 'SL002';
    END $$`);
  await knex.raw(`
    CREATE TRIGGER error_budget_rules_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON error_budget_rules
    FOR EACH STATEMENT EXECUTE FUNCTION error_budget_rules_stay()`);
  await knex.raw(
    'ALTER TABLE error_budget_rules ENABLE ALWAYS TRIGGER error_budget_rules_stay',
  );
};

/** They are on record, and are not dropped to go back a version. */
exports.down = async function down() {
  throw new Error(
    'Error budget policies that were in force stay on record; to go back, restore the backup that was made before this migration',
  );
};
