// @ts-check

/**
 * What each evaluation writes moves from the wide rows of definitions into narrow ones of its own: nothing of it is in an index,
 * and half of each page is free, so that an update stays on its page and touches nothing else. Beside them the sums of meters,
 * packed from time to time, so that a restart need not read every step of a month.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE TABLE objective_states (
      seq bigint PRIMARY KEY REFERENCES objectives (seq) ON DELETE CASCADE,
      -- Counts up with each writing: whoever has an older picture of the meter reads it again.
      version bigint NOT NULL DEFAULT 0,
      state text NOT NULL DEFAULT 'no-data',
      bad double precision,
      total double precision,
      sli double precision,
      burn_rate double precision,
      budget_left double precision,
      measured double precision,
      evaluated_at timestamptz,
      heard_at timestamptz,
      problem text,
      verdicts json,
      meter json NOT NULL
    ) WITH (fillfactor = 50)`);
  await knex.raw(`
    INSERT INTO objective_states (
      seq, version, state, bad, total, sli, burn_rate, budget_left, measured,
      evaluated_at, heard_at, problem, verdicts, meter)
    SELECT seq, version, state, (standing->>'bad')::float8, (standing->>'total')::float8,
      (standing->>'sli')::float8, (standing->>'burnRate')::float8, (standing->>'budgetLeft')::float8,
      (standing->>'measured')::float8, evaluated_at, heard_at, problem, verdicts, meter
    FROM objectives WHERE meter IS NOT NULL`);
  await knex.raw(`
    ALTER TABLE objectives DROP COLUMN version, DROP COLUMN meter, DROP COLUMN state, DROP COLUMN standing,
      DROP COLUMN verdicts, DROP COLUMN budget_left, DROP COLUMN problem, DROP COLUMN evaluated_at,
      DROP COLUMN heard_at`);
  await knex.raw(`
    CREATE TABLE meter_snapshots (
      measurement bigint PRIMARY KEY,
      taken_to timestamptz NOT NULL,
      layout text NOT NULL,
      sums bytea NOT NULL
    )`);
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('DROP TABLE meter_snapshots');
  await knex.raw(`
    ALTER TABLE objectives
      ADD COLUMN version bigint NOT NULL DEFAULT 0, ADD COLUMN meter jsonb,
      ADD COLUMN state text NOT NULL DEFAULT 'no-data', ADD COLUMN standing jsonb, ADD COLUMN verdicts jsonb,
      ADD COLUMN budget_left double precision, ADD COLUMN problem text, ADD COLUMN evaluated_at timestamptz,
      ADD COLUMN heard_at timestamptz`);
  await knex.raw(`
    UPDATE objectives o SET version = s.version, meter = s.meter, state = s.state, verdicts = s.verdicts,
      standing = CASE WHEN s.total IS NULL THEN NULL ELSE jsonb_build_object(
        'bad', s.bad, 'total', s.total, 'sli', s.sli, 'burnRate', s.burn_rate,
        'budgetLeft', s.budget_left, 'measured', s.measured) END,
      budget_left = s.budget_left, problem = s.problem, evaluated_at = s.evaluated_at, heard_at = s.heard_at
    FROM objective_states s WHERE s.seq = o.seq`);
  await knex.raw('DROP TABLE objective_states');
};
