// @ts-check

/**
 * What became of the Slack messages by which a page went on from the portal: to the user or the group that it was for, in
 * each workspace. And when what was not taken is tried again, of mails too.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE TABLE escalation_slack_messages (
      page uuid NOT NULL REFERENCES escalation_pages (id),
      who text NOT NULL,
      workspace integer NOT NULL,
      state text NOT NULL CHECK (state IN ('waiting', 'sent', 'unaddressed', 'parked')),
      at timestamptz NOT NULL,
      attempts integer NOT NULL,
      failure text,
      next_try_at timestamptz,
      PRIMARY KEY (page, who, workspace)
    )`);
  await knex.raw(
    'ALTER TABLE escalation_mails ADD COLUMN next_try_at timestamptz',
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('ALTER TABLE escalation_mails DROP COLUMN next_try_at');
  await knex.raw('DROP TABLE escalation_slack_messages');
};
