// @ts-check

/**
 * Whoever is paged finds the incident among what waits for them.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(
    'CREATE INDEX escalation_pages_recipient ON escalation_pages (recipient, number)',
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP INDEX escalation_pages_recipient');
};
