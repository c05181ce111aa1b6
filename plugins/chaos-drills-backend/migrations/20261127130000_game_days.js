// @ts-check

/**
 * Game days, one row each, and which drills are part of which. Tables are named without a schema.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw('CREATE SEQUENCE game_day_numbers');
  await knex.raw(`
    CREATE TABLE game_days (
      id uuid PRIMARY KEY,
      seq bigint NOT NULL UNIQUE,
      number text NOT NULL UNIQUE,
      version integer NOT NULL DEFAULT 1,
      facts jsonb NOT NULL,
      created_at timestamptz NOT NULL,
      updated_at timestamptz NOT NULL,
      title text NOT NULL,
      state text NOT NULL CHECK (state IN ('planned', 'running', 'ended', 'canceled')),
      search tsvector NOT NULL GENERATED ALWAYS AS
        (to_tsvector('simple'::regconfig, number || ' ' || title)) STORED
    )`);
  await knex.raw(
    'CREATE INDEX game_days_by_update ON game_days (updated_at, seq)',
  );
  await knex.raw(
    'CREATE INDEX game_days_search ON game_days USING gin (search)',
  );
  // A drill is part of one game day, whatever the judge was told.
  await knex.raw(`
    CREATE TABLE game_day_drills (
      drill text PRIMARY KEY REFERENCES drills (number),
      number text NOT NULL REFERENCES game_days (number)
    )`);
  await knex.raw('CREATE INDEX game_day_drills_of ON game_day_drills (number)');
  await knex.raw(
    `CREATE TRIGGER stays BEFORE DELETE OR TRUNCATE ON game_days
     FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_of_drills()`,
  );
  await knex.raw('ALTER TABLE game_days ENABLE ALWAYS TRIGGER stays');
  // It goes on as its drills do: planned, running, ended.
  await knex.raw(
    `CREATE TRIGGER goes_on BEFORE UPDATE ON game_days
     FOR EACH ROW EXECUTE FUNCTION refuse_drill_going_back()`,
  );
  await knex.raw('ALTER TABLE game_days ENABLE ALWAYS TRIGGER goes_on');
  // What ran on a game day stays part of it.
  await knex.raw(`
    CREATE FUNCTION refuse_losing_a_drill() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF EXISTS (SELECT 1 FROM drills WHERE number = OLD.drill AND state <> 'planned') THEN
        RAISE EXCEPTION '% has run: it stays part of %', OLD.drill, OLD.number
          USING ERRCODE = 'CD003';
      END IF;
      RETURN OLD;
    END $$`);
  await knex.raw(
    `CREATE TRIGGER stays_part BEFORE UPDATE OR DELETE ON game_day_drills
     FOR EACH ROW EXECUTE FUNCTION refuse_losing_a_drill()`,
  );
  await knex.raw(
    'ALTER TABLE game_day_drills ENABLE ALWAYS TRIGGER stays_part',
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP TABLE game_day_drills');
  await knex.raw('DROP TABLE game_days');
  await knex.raw('DROP FUNCTION refuse_losing_a_drill');
  await knex.raw('DROP SEQUENCE game_day_numbers');
};
