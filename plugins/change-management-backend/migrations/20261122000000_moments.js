// @ts-check

/** What a list of changes of a period is narrowed by besides, so that they are counted in the index alone. */
const NARROWED_BY = 'type, risk_level, team, environment, close_code, demo';

/**
 * Lists of what was created, submitted, approved or closed in a period, in that order. They take the place of indexes
 * that had the moment alone.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw('DROP INDEX changes_created_at_seq_idx');
  await knex.raw(
    `CREATE INDEX changes_created ON changes (created_at, seq) INCLUDE (${NARROWED_BY})`,
  );
  for (const moment of ['submitted', 'approved', 'closed']) {
    await knex.raw(`DROP INDEX changes_${moment}_at_idx`);
    await knex.raw(
      `CREATE INDEX changes_${moment} ON changes (${moment}_at, seq) INCLUDE (${NARROWED_BY})
       WHERE ${moment}_at IS NOT NULL`,
    );
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP INDEX changes_created');
  await knex.raw('CREATE INDEX ON changes (created_at, seq)');
  for (const moment of ['submitted', 'approved', 'closed']) {
    await knex.raw(`DROP INDEX changes_${moment}`);
    await knex.raw(`CREATE INDEX ON changes (${moment}_at)`);
  }
};
