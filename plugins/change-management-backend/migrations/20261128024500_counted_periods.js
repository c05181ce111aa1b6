// @ts-check

/**
 * What figures count of a period, in the index alone: changes made for demonstration are left out of figures, and to know which
 * those are, each change that was closed with a code, or submitted as of a type, was read. And the deployments that began in it.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw('DROP INDEX changes_close_code');
  await knex.raw(
    `CREATE INDEX changes_close_code ON changes (close_code, closed_at, seq) INCLUDE (risk_level, team, demo)
     WHERE closed_at IS NOT NULL`,
  );
  await knex.raw('DROP INDEX changes_type_submitted');
  await knex.raw(
    `CREATE INDEX changes_type_submitted ON changes (type, submitted_at, seq) INCLUDE (demo) WHERE submitted_at IS NOT NULL`,
  );
  await knex.raw(
    'CREATE INDEX deployments_started ON deployments (started_at, seq)',
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP INDEX deployments_started');
  await knex.raw('DROP INDEX changes_type_submitted');
  await knex.raw(
    `CREATE INDEX changes_type_submitted ON changes (type, submitted_at, seq) WHERE submitted_at IS NOT NULL`,
  );
  await knex.raw('DROP INDEX changes_close_code');
  await knex.raw(
    `CREATE INDEX changes_close_code ON changes (close_code, closed_at, seq) INCLUDE (risk_level, team)
     WHERE closed_at IS NOT NULL`,
  );
};
