// @ts-check

/**
 * What was taken over from other systems: beside the records of the area and never among them, so that no rule, gate or
 * figure finds it there. Its numbers say so, and the database takes no others. Under a system and a number of it there
 * is one.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw('CREATE SEQUENCE imported_record_numbers');
  await knex.raw(`
    CREATE TABLE imported_records (
      seq bigint NOT NULL UNIQUE,
      number text PRIMARY KEY,
      kind text NOT NULL CHECK (kind IN ('change', 'incident', 'problem')),
      system text NOT NULL,
      foreign_number text NOT NULL,
      version integer NOT NULL DEFAULT 1,
      title text NOT NULL,
      state text NOT NULL,
      items text[] NOT NULL,
      opened_at timestamptz NOT NULL,
      content jsonb NOT NULL,
      digest text NOT NULL,
      imported_at timestamptz NOT NULL,
      imported_by text NOT NULL,
      updated_at timestamptz NOT NULL,
      search tsvector NOT NULL GENERATED ALWAYS AS
        (to_tsvector('simple'::regconfig, number || ' ' || foreign_number || ' ' ||
          regexp_replace(foreign_number, '[^[:alnum:]]+', ' ', 'g') || ' ' || title || ' ' || state)) STORED,
      CONSTRAINT imported_records_foreign UNIQUE (kind, system, foreign_number),
      CONSTRAINT imported_records_number CHECK (number ~ ('^IM' || upper(left(kind, 1)) || '[0-9]{7,}$'))
    )`);
  await knex.raw(
    'CREATE INDEX imported_records_by_opening ON imported_records (kind, opened_at, seq)',
  );
  await knex.raw(
    'CREATE INDEX imported_records_search ON imported_records USING gin (word_beginnings(search))',
  );
  await knex.raw(
    'CREATE INDEX imported_records_items ON imported_records USING gin (items)',
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP TABLE imported_records');
  await knex.raw('DROP SEQUENCE imported_record_numbers');
};
