// @ts-check

/**
 * How good alerts are is told by their runs: of one condition on one entity, from the first alert that fires until none does.
 * Few beside the alerts themselves, so that figures over months read little.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE TABLE alert_runs (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      -- Kept when its alerts and their group are cleared.
      group_id uuid NOT NULL,
      condition text NOT NULL,
      title text NOT NULL,
      entity_ref text,
      started_at timestamptz NOT NULL,
      ended_at timestamptz,
      calm_since timestamptz,
      heard boolean NOT NULL,
      runbook boolean NOT NULL,
      incident text,
      CHECK (started_at <= ended_at)
    )`);
  await knex.raw(
    'CREATE UNIQUE INDEX alert_runs_that_fire ON alert_runs (group_id) WHERE ended_at IS NULL',
  );
  await knex.raw(
    'CREATE INDEX alert_runs_of_group ON alert_runs (group_id, ended_at)',
  );
  await knex.raw('CREATE INDEX alert_runs_by_start ON alert_runs (started_at)');
  // What fires now began to before there were runs; whether a runbook is named is seen when it is judged again.
  await knex.raw(`
    INSERT INTO alert_runs (group_id, condition, title, entity_ref, started_at, heard, runbook, incident)
    SELECT id, condition, title, entity_ref, began_at, suppressions = '[]', false, CASE WHEN because IS NULL THEN incident END
    FROM alert_groups WHERE state = 'firing' AND began_at IS NOT NULL`);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP TABLE alert_runs');
};
