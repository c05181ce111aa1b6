// @ts-check

/**
 * Which entities the answers of a run name, so that the page of an entity can say in the scope of which reports it is. It
 * is erased with the rows that named them, and only then.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE TABLE run_entities (
      run_id uuid NOT NULL REFERENCES runs,
      entity_ref text NOT NULL,
      -- So many rows of questions that ask for violations name it.
      violations bigint NOT NULL,
      PRIMARY KEY (entity_ref, run_id)
    )`);
  await knex.raw('CREATE INDEX run_entities_run ON run_entities (run_id)');
  await knex.raw(`
    CREATE TRIGGER written_once BEFORE UPDATE OR TRUNCATE ON run_entities
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()`);
  await knex.raw(`
    CREATE FUNCTION erase_entities_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF EXISTS (SELECT FROM run_erasures e WHERE e.run_id = OLD.run_id) THEN
        RETURN OLD;
      END IF;
      RAISE EXCEPTION '% is written once: it is neither changed nor taken away', TG_TABLE_NAME
        USING ERRCODE = 'CE001';
    END $$`);
  await knex.raw(`
    CREATE TRIGGER erased_once BEFORE DELETE ON run_entities
    FOR EACH ROW EXECUTE FUNCTION erase_entities_only()`);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP TABLE run_entities');
  await knex.raw('DROP FUNCTION erase_entities_only');
};
