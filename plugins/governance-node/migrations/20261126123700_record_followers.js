// @ts-check

/**
 * Who follows a record: they took part in its conversation, or said whether they want to. An area that kept its own has
 * named it so: what is there is taken over as it is.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE TABLE IF NOT EXISTS record_followers (
      record_id uuid NOT NULL,
      who text NOT NULL CHECK (who = lower(who)),
      follows boolean NOT NULL,
      because text NOT NULL CHECK (because IN ('commented', 'mentioned', 'chose')),
      since timestamptz NOT NULL,
      PRIMARY KEY (record_id, who)
    )`);
};

/** Whose table it was before is not known any more: it stays. */
exports.down = async function down() {};
