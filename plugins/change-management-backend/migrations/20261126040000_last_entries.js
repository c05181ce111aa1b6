// @ts-check

/**
 * When the last entry of a change occurred, and its number, beside the facts: an answer of the gate adds an entry that
 * says nothing else about them, and they are long. Where these are null, the facts themselves say it.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    ALTER TABLE change_facts
      ADD COLUMN last_at timestamptz,
      ADD COLUMN last_sequence integer`);
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw(`
    UPDATE change_facts
    SET facts = (facts::jsonb || jsonb_build_object(
      'at', to_char(last_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'sequence', last_sequence))::json
    WHERE last_at IS NOT NULL AND last_sequence IS NOT NULL`);
  await knex.raw(`
    ALTER TABLE change_facts DROP COLUMN last_at, DROP COLUMN last_sequence`);
};
