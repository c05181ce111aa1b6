// @ts-check

/**
 * Notes. Tables are named without a schema, and nothing needs a superuser: it runs in a schema of a shared database. The
 * list is read with keyset cursors, so its index ends in `seq`.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  // A rolled back opening leaves a gap in the numbers; a number is never given twice.
  await knex.raw('CREATE SEQUENCE note_numbers');
  await knex.raw(`
    CREATE TABLE notes (
      id uuid PRIMARY KEY,
      seq bigint NOT NULL UNIQUE,
      number text NOT NULL UNIQUE,
      version integer NOT NULL DEFAULT 1,
      title text NOT NULL,
      entity_ref text NOT NULL,
      author text NOT NULL,
      assignee text NOT NULL,
      state text NOT NULL CHECK (state IN ('open', 'done')),
      created_at timestamptz NOT NULL,
      updated_at timestamptz NOT NULL,
      search tsvector NOT NULL GENERATED ALWAYS AS
        (to_tsvector('simple'::regconfig, number || ' ' || title)) STORED
    )`);
  await knex.raw('CREATE INDEX notes_by_update ON notes (updated_at, seq)');
  await knex.raw('CREATE INDEX notes_search ON notes USING gin (search)');
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP TABLE notes');
  await knex.raw('DROP SEQUENCE note_numbers');
};
