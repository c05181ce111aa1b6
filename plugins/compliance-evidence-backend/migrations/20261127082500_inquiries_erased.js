// @ts-check

/**
 * What came out of questions about a run, and what was made by hand beside it, go when the evidence of the run is erased, and
 * only then: the question, its hash and who asked stand.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE FUNCTION erase_result_text_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.number = OLD.number AND NEW.result = '' AND NEW.hand_table IS NULL AND EXISTS (
        SELECT FROM inquiries i JOIN runs r ON r.number = i.run JOIN run_erasures e ON e.run_id = r.id
        WHERE i.number = OLD.number
      ) THEN
        RETURN NEW;
      END IF;
      RAISE EXCEPTION '% is written once: it is neither changed nor taken away', TG_TABLE_NAME
        USING ERRCODE = 'CE001';
    END $$`);
  await knex.raw('DROP TRIGGER written_once ON inquiry_results');
  await knex.raw(`
    CREATE TRIGGER written_once BEFORE DELETE OR TRUNCATE ON inquiry_results
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()`);
  await knex.raw(`
    CREATE TRIGGER erased_once BEFORE UPDATE ON inquiry_results
    FOR EACH ROW EXECUTE FUNCTION erase_result_text_only()`);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP TRIGGER erased_once ON inquiry_results');
  await knex.raw('DROP TRIGGER written_once ON inquiry_results');
  await knex.raw(`
    CREATE TRIGGER written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON inquiry_results
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()`);
  await knex.raw('DROP FUNCTION erase_result_text_only');
};
