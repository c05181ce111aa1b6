// @ts-check

/**
 * Corrections: times that do not count in the corrected figures. What was entered stays as it was entered.
 * SL002: a correction may not be changed otherwise than its life allows.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw('CREATE SEQUENCE correction_numbers AS bigint');
  // The facts are what the ledger entries of the correction fold to.
  await knex.raw(`
    CREATE TABLE corrections (
      seq bigint PRIMARY KEY,
      facts jsonb NOT NULL,
      CHECK (jsonb_exists_all(
        facts, ARRAY['entry', 'kind', 'reason', 'objectives', 'window', 'entered', 'confirmations']))
    )`);
  await knex.raw(`
    CREATE TABLE correction_objectives (
      objective text NOT NULL REFERENCES objectives (id),
      correction bigint NOT NULL REFERENCES corrections (seq),
      PRIMARY KEY (objective, correction)
    )`);
  // The steps in these times are kept as fine as they were when the correction was entered.
  await knex.raw(`
    CREATE TABLE excluded_times (
      objective text NOT NULL REFERENCES objectives (id),
      correction bigint NOT NULL REFERENCES corrections (seq),
      starts_at timestamptz NOT NULL,
      ends_at timestamptz NOT NULL,
      PRIMARY KEY (objective, correction, starts_at)
    )`);
  await knex.raw(`
    CREATE FUNCTION correction_life() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP IN ('DELETE', 'TRUNCATE') THEN
        RAISE EXCEPTION 'a correction is withdrawn and never deleted' USING ERRCODE = 'SL002';
      END IF;
      IF TG_OP = 'UPDATE' AND (
        OLD.seq <> NEW.seq
        OR (OLD.facts - 'change' - 'confirmations' - 'withdrawn')
          IS DISTINCT FROM (NEW.facts - 'change' - 'confirmations' - 'withdrawn')
        OR OLD.facts->'change'->>'number' IS DISTINCT FROM NEW.facts->'change'->>'number'
        OR (jsonb_exists(OLD.facts, 'withdrawn') AND OLD.facts->'withdrawn' IS DISTINCT FROM NEW.facts->'withdrawn')
        OR NOT (NEW.facts->'confirmations') @> (OLD.facts->'confirmations')) THEN
        RAISE EXCEPTION 'a correction stays as it was entered' USING ERRCODE = 'SL002';
      END IF;
      IF EXISTS (
        SELECT FROM jsonb_array_elements(NEW.facts->'confirmations') AS c
        WHERE lower(c->>'by') = lower(NEW.facts->'entered'->>'by')) THEN
        RAISE EXCEPTION 'nobody confirms a correction of their own' USING ERRCODE = 'SL002';
      END IF;
      RETURN NEW;
    END $$`);
  await knex.raw(`
    CREATE TRIGGER correction_life BEFORE INSERT OR UPDATE OR DELETE ON corrections
    FOR EACH ROW EXECUTE FUNCTION correction_life()`);
  await knex.raw(`
    CREATE TRIGGER correction_stays BEFORE TRUNCATE ON corrections
    FOR EACH STATEMENT EXECUTE FUNCTION correction_life()`);
  await knex.raw(
    'ALTER TABLE corrections ENABLE ALWAYS TRIGGER correction_life',
  );
  await knex.raw(
    'ALTER TABLE corrections ENABLE ALWAYS TRIGGER correction_stays',
  );
};

/**
 * Corrections are records that the ledger vouches for, and are not dropped to go back a version.
 */
exports.down = async function down() {
  throw new Error(
    'Corrections are records that stay; to go back, restore the backup that was made before this migration',
  );
};
