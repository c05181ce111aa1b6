// @ts-check

/**
 * What became of the mails by which a page went on from the portal: to each user that it reached.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE TABLE escalation_mails (
      page uuid NOT NULL REFERENCES escalation_pages (id),
      who text NOT NULL,
      state text NOT NULL CHECK (state IN ('waiting', 'sent', 'unaddressed', 'parked')),
      at timestamptz NOT NULL,
      attempts integer NOT NULL,
      failure text,
      PRIMARY KEY (page, who)
    )`);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP TABLE escalation_mails');
};
