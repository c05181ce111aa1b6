// @ts-check

/**
 * Schedules, one row each: what is folded from the ledger, and why the last look failed. Of each schedule one drill waits at a
 * time, and each of its windows has one drill, whatever the judge was told.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE TABLE drill_schedules (
      experiment text PRIMARY KEY,
      facts jsonb NOT NULL,
      problem text,
      updated_at timestamptz NOT NULL
    )`);
  await knex.raw(
    `CREATE TRIGGER stays BEFORE DELETE OR TRUNCATE ON drill_schedules
     FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_of_drills()`,
  );
  await knex.raw('ALTER TABLE drill_schedules ENABLE ALWAYS TRIGGER stays');
  await knex.raw(`
    ALTER TABLE drills
      ADD COLUMN schedule text,
      ADD COLUMN occasion_start timestamptz,
      ADD COLUMN occasion_end timestamptz,
      ADD CONSTRAINT drills_of_a_window CHECK (
        (schedule IS NULL) = (occasion_start IS NULL) AND (schedule IS NULL) = (occasion_end IS NULL)
      )`);
  await knex.raw(
    `CREATE UNIQUE INDEX drills_one_a_window ON drills (schedule, occasion_start)
     WHERE schedule IS NOT NULL`,
  );
  await knex.raw(
    `CREATE UNIQUE INDEX drills_one_waits ON drills (schedule)
     WHERE schedule IS NOT NULL AND state IN ('planned', 'running')`,
  );
  await knex.raw(
    `CREATE INDEX drills_not_started ON drills (occasion_end)
     WHERE state = 'planned' AND occasion_end IS NOT NULL`,
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw(
    `ALTER TABLE drills DROP COLUMN schedule, DROP COLUMN occasion_start, DROP COLUMN occasion_end`,
  );
  await knex.raw('DROP TABLE drill_schedules');
};
