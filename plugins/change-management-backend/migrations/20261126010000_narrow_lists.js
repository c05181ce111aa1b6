// @ts-check

const OPEN = `state NOT IN ('closed', 'canceled')`;
const MOMENTS = ['submitted', 'approved', 'closed'];

/**
 * Lists that are narrow: of a team in a period, of what failed, of a type, of what waits for a group. They were counted
 * among all of their period, or among all that is open.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  for (const moment of MOMENTS) {
    await knex.raw(
      `CREATE INDEX changes_team_${moment} ON changes (team, ${moment}_at, seq) INCLUDE (type, risk_level, close_code)
       WHERE ${moment}_at IS NOT NULL`,
    );
  }
  await knex.raw(
    `CREATE INDEX changes_close_code ON changes (close_code, closed_at, seq) INCLUDE (risk_level, team)
     WHERE closed_at IS NOT NULL`,
  );
  await knex.raw(
    `CREATE INDEX changes_type_submitted ON changes (type, submitted_at, seq) WHERE submitted_at IS NOT NULL`,
  );
  await knex.raw(
    `CREATE INDEX changes_open_pending ON changes USING gin (pending_groups) WHERE ${OPEN}`,
  );
  await knex.raw('DROP INDEX changes_pending_groups_idx');
  // A search has its page sooner than other processes are started to help with it.
  await knex.raw('ALTER FUNCTION searched_beginnings PARALLEL UNSAFE');
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('ALTER FUNCTION searched_beginnings PARALLEL SAFE');
  await knex.raw('CREATE INDEX ON changes USING gin (pending_groups)');
  await knex.raw('DROP INDEX changes_open_pending');
  await knex.raw('DROP INDEX changes_type_submitted');
  await knex.raw('DROP INDEX changes_close_code');
  for (const moment of MOMENTS) {
    await knex.raw(`DROP INDEX changes_team_${moment}`);
  }
};
