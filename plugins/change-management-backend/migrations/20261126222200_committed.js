// @ts-check

/**
 * A deployment says when its commit was made, where its report does: from there the lead time counts.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    ALTER TABLE deployments ADD COLUMN committed_at timestamptz,
      ADD CONSTRAINT deployments_committed_before CHECK (committed_at <= started_at)`);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('ALTER TABLE deployments DROP COLUMN committed_at');
};
