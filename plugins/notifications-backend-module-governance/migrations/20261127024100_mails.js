// @ts-check

/**
 * A mail for each notification and whom it is for, kept after it was sent for a while: what is notified a second time is
 * not mailed a second time.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE TABLE mails (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      message text NOT NULL,
      -- A user, an address, or nothing for everybody.
      recipient text NOT NULL,
      notification jsonb NOT NULL,
      state text NOT NULL DEFAULT 'waiting'
        CHECK (state IN ('waiting', 'sent', 'unaddressed', 'parked', 'spread')),
      attempts integer NOT NULL DEFAULT 0,
      failure text,
      created_at timestamptz NOT NULL DEFAULT now(),
      changed_at timestamptz NOT NULL DEFAULT now(),
      UNIQUE (message, recipient)
    )`);
  await knex.raw(
    `CREATE INDEX mails_over ON mails (changed_at) WHERE state IN ('sent', 'unaddressed', 'spread')`,
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP TABLE mails');
};
