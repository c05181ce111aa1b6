// @ts-check

/**
 * A Slack message for each notification and whom it is for, kept after it was posted for a while: what is notified a second
 * time is not posted a second time.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE TABLE slack_messages (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      -- With the workspace before it.
      message text NOT NULL,
      -- An entity, or a channel of Slack.
      recipient text NOT NULL,
      notification jsonb NOT NULL,
      state text NOT NULL DEFAULT 'waiting'
        CHECK (state IN ('waiting', 'sent', 'unaddressed', 'parked')),
      attempts integer NOT NULL DEFAULT 0,
      failure text,
      created_at timestamptz NOT NULL DEFAULT now(),
      changed_at timestamptz NOT NULL DEFAULT now(),
      UNIQUE (message, recipient)
    )`);
  await knex.raw(
    `CREATE INDEX slack_messages_over ON slack_messages (changed_at) WHERE state IN ('sent', 'unaddressed')`,
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP TABLE slack_messages');
};
