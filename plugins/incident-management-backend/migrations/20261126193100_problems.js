// @ts-check

/**
 * Problems, one row each: what is folded from the ledger, and beside it the columns that lists ask for.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw('CREATE SEQUENCE problem_numbers');
  await knex.raw(`
    CREATE TABLE problems (
      id uuid PRIMARY KEY,
      seq bigint NOT NULL UNIQUE,
      number text NOT NULL UNIQUE,
      version integer NOT NULL DEFAULT 1,
      facts jsonb NOT NULL,
      title text NOT NULL,
      state text NOT NULL CHECK (state IN
        ('new', 'assess', 'root-cause-analysis', 'fix-in-progress', 'resolved', 'closed')),
      known_error boolean NOT NULL,
      team text,
      owner text,
      entities text[] NOT NULL,
      incidents text[] NOT NULL,
      created_at timestamptz NOT NULL,
      updated_at timestamptz NOT NULL,
      search tsvector NOT NULL GENERATED ALWAYS AS
        (to_tsvector('simple'::regconfig, number || ' ' || title)) STORED
    )`);
  await knex.raw(
    'CREATE INDEX problems_by_update ON problems (updated_at, seq)',
  );
  await knex.raw(
    'CREATE INDEX problems_known ON problems (seq) WHERE known_error',
  );
  await knex.raw(
    'CREATE INDEX problems_entities ON problems USING gin (entities)',
  );
  await knex.raw(
    'CREATE INDEX problems_incidents ON problems USING gin (incidents)',
  );
  await knex.raw('CREATE INDEX problems_search ON problems USING gin (search)');
  await knex.raw(`
    CREATE FUNCTION problem_stands() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP <> 'UPDATE' THEN
        RAISE EXCEPTION 'A problem is not deleted' USING ERRCODE = 'CS001';
      END IF;
      IF OLD.number <> NEW.number OR OLD.id <> NEW.id OR OLD.created_at <> NEW.created_at THEN
        RAISE EXCEPTION 'The opening of % stands', OLD.number USING ERRCODE = 'CS001';
      END IF;
      IF OLD.state = 'closed' AND NEW.state <> OLD.state THEN
        RAISE EXCEPTION '% is closed, which is final', OLD.number USING ERRCODE = 'CS001';
      END IF;
      RETURN NEW;
    END $$`);
  await knex.raw(`
    CREATE TRIGGER problems_stand BEFORE UPDATE OR DELETE ON problems
      FOR EACH ROW EXECUTE FUNCTION problem_stands()`);
  await knex.raw(`
    CREATE TRIGGER problems_not_truncated BEFORE TRUNCATE ON problems
      FOR EACH STATEMENT EXECUTE FUNCTION problem_stands()`);
  for (const trigger of ['problems_stand', 'problems_not_truncated']) {
    await knex.raw(`ALTER TABLE problems ENABLE ALWAYS TRIGGER ${trigger}`);
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP TABLE problems');
  await knex.raw('DROP FUNCTION problem_stands()');
  await knex.raw('DROP SEQUENCE problem_numbers');
};
