// @ts-check

/**
 * What is asked of runs afterwards, one row each, with what came out: written once. Which runs are staged for such questions,
 * and since when.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw('CREATE SEQUENCE inquiry_numbers');
  await knex.raw(`
    CREATE TABLE inquiries (
      id uuid PRIMARY KEY,
      seq bigint NOT NULL UNIQUE,
      number text NOT NULL UNIQUE,
      version integer NOT NULL DEFAULT 1,
      facts jsonb NOT NULL,
      created_at timestamptz NOT NULL,
      updated_at timestamptz NOT NULL,
      title text NOT NULL,
      kind text NOT NULL
        CHECK (kind IN ('question', 'sample', 'shadow', 'seeded')),
      run text NOT NULL REFERENCES runs (number),
      report text NOT NULL,
      asked_by text NOT NULL,
      search tsvector NOT NULL GENERATED ALWAYS AS
        (to_tsvector('simple'::regconfig, number || ' ' || run || ' ' || title)) STORED
    )`);
  await knex.raw(
    'CREATE INDEX inquiries_by_update ON inquiries (updated_at, seq)',
  );
  await knex.raw('CREATE INDEX inquiries_of_run ON inquiries (run)');
  await knex.raw(
    `CREATE INDEX inquiries_shadows ON inquiries (report, seq) WHERE kind = 'shadow'`,
  );
  await knex.raw(
    'CREATE INDEX inquiries_search ON inquiries USING gin (search)',
  );
  await knex.raw(`
    CREATE TABLE inquiry_results (
      number text PRIMARY KEY REFERENCES inquiries (number),
      result text NOT NULL,
      -- What was made by hand, where an answer was held against it.
      hand_table text
    )`);
  for (const table of ['inquiries', 'inquiry_results']) {
    await knex.raw(
      `CREATE TRIGGER written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
       FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()`,
    );
  }
  await knex.raw(`
    CREATE TABLE staged_runs (
      run_id uuid PRIMARY KEY REFERENCES runs,
      used_at timestamptz NOT NULL
    )`);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of ['staged_runs', 'inquiry_results', 'inquiries']) {
    await knex.raw(`DROP TABLE ${table}`);
  }
  await knex.raw('DROP SEQUENCE inquiry_numbers');
};
