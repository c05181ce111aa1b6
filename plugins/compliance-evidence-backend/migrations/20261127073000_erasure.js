// @ts-check

/**
 * What was erased when its time was over. The text of a row may go then, and only then: its hash, its place and its evidence
 * stand, and so does everything else that was written once.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE TABLE run_erasures (
      run_id uuid PRIMARY KEY REFERENCES runs,
      retention_days integer NOT NULL,
      erased_at timestamptz NOT NULL,
      -- When the bytes were gone from the store, too.
      gone_at timestamptz
    )`);
  await knex.raw(`
    CREATE FUNCTION erasure_stands() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'UPDATE' AND OLD.gone_at IS NULL AND
        (NEW.run_id, NEW.retention_days, NEW.erased_at) = (OLD.run_id, OLD.retention_days, OLD.erased_at) THEN
        RETURN NEW;
      END IF;
      RAISE EXCEPTION 'What was erased stays erased' USING ERRCODE = 'CE001';
    END $$`);
  await knex.raw(`
    CREATE TRIGGER erasure_stands BEFORE UPDATE OR DELETE ON run_erasures
    FOR EACH ROW EXECUTE FUNCTION erasure_stands()`);
  await knex.raw(`
    CREATE FUNCTION erase_row_text_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.row = '' AND EXISTS (SELECT FROM run_erasures e WHERE e.run_id = OLD.run_id) AND
        (NEW.run_id, NEW.index, NEW.question, NEW.position, NEW.evidence, NEW.hash)
          = (OLD.run_id, OLD.index, OLD.question, OLD.position, OLD.evidence, OLD.hash) THEN
        RETURN NEW;
      END IF;
      RAISE EXCEPTION '% is written once: it is neither changed nor taken away', TG_TABLE_NAME
        USING ERRCODE = 'CE001';
    END $$`);
  await knex.raw('DROP TRIGGER written_once ON run_rows');
  await knex.raw(`
    CREATE TRIGGER written_once BEFORE DELETE OR TRUNCATE ON run_rows
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()`);
  await knex.raw(`
    CREATE TRIGGER erased_once BEFORE UPDATE ON run_rows
    FOR EACH ROW EXECUTE FUNCTION erase_row_text_only()`);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP TRIGGER erased_once ON run_rows');
  await knex.raw('DROP TRIGGER written_once ON run_rows');
  await knex.raw(`
    CREATE TRIGGER written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON run_rows
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()`);
  await knex.raw('DROP FUNCTION erase_row_text_only');
  await knex.raw('DROP TABLE run_erasures');
  await knex.raw('DROP FUNCTION erasure_stands');
};
