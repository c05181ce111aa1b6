// @ts-check

/**
 * Objectives, what was counted of them, and their alerts.
 * SL001: an alert that stands may not be changed otherwise than its life allows.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE TABLE sources (
      name text PRIMARY KEY,
      due_at timestamptz NOT NULL DEFAULT '-infinity',
      lease uuid,
      leased_until timestamptz,
      heard_at timestamptz,
      trouble text,
      failures integer NOT NULL DEFAULT 0
    )`);

  await knex.raw(`
    CREATE TABLE objectives (
      id text PRIMARY KEY,
      seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
      slo text NOT NULL,
      title text NOT NULL,
      service text NOT NULL,
      component text,
      owner text,
      system text,
      source text NOT NULL,
      definition jsonb NOT NULL,
      digest text NOT NULL,
      file text NOT NULL,
      line integer NOT NULL,
      text text NOT NULL,
      defined_at timestamptz NOT NULL,
      retired_at timestamptz,
      -- What is measured: another indicator, window or method is counted anew.
      measurement bigint NOT NULL,
      measurement_digest text NOT NULL,
      fine_reach_ms bigint NOT NULL,
      -- Counts up with each writing: whoever has an older picture of the meter reads it again.
      version bigint NOT NULL DEFAULT 0,
      meter jsonb,
      state text NOT NULL DEFAULT 'no-data',
      standing jsonb,
      verdicts jsonb,
      budget_left double precision,
      problem text,
      evaluated_at timestamptz,
      heard_at timestamptz
    )`);
  await knex.raw('CREATE SEQUENCE measurements AS bigint');
  await knex.raw(
    'CREATE INDEX objectives_of_source ON objectives (source) WHERE retired_at IS NULL',
  );
  await knex.raw(
    'CREATE INDEX objectives_of_component ON objectives (component) WHERE retired_at IS NULL',
  );

  // Events of steps by the end of the step: the finest as they were closed, coarser ones summed from them.
  await knex.raw(`
    CREATE TABLE buckets (
      measurement bigint NOT NULL,
      width integer NOT NULL,
      ends_at timestamptz NOT NULL,
      bad double precision NOT NULL,
      total double precision NOT NULL,
      seen integer NOT NULL,
      PRIMARY KEY (measurement, width, ends_at),
      CHECK (bad <> 'NaN' AND total <> 'NaN' AND bad < 'Infinity' AND total < 'Infinity')
    )`);
  await knex.raw('CREATE INDEX buckets_by_age ON buckets (width, ends_at)');

  await knex.raw(`
    CREATE TABLE definition_problems (
      seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      problem jsonb NOT NULL
    )`);

  await knex.raw(`
    CREATE TABLE alerts (
      seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      objective text NOT NULL REFERENCES objectives (id),
      kind text NOT NULL CHECK (kind IN ('burn', 'silence')),
      state text NOT NULL CHECK (state IN ('pending', 'firing', 'resolved', 'withdrawn')),
      severity text NOT NULL CHECK (severity IN ('page', 'ticket')),
      window_ms bigint NOT NULL,
      pending_since timestamptz NOT NULL,
      fired_at timestamptz,
      resolved_at timestamptz,
      acknowledged_by text,
      acknowledged_at timestamptz,
      CHECK ((acknowledged_by IS NULL) = (acknowledged_at IS NULL)),
      CHECK (state NOT IN ('firing', 'resolved') OR fired_at IS NOT NULL),
      CHECK ((state IN ('resolved', 'withdrawn')) = (resolved_at IS NOT NULL))
    )`);
  // However many replicas there are: one open alert of a kind.
  await knex.raw(`
    CREATE UNIQUE INDEX alerts_open_once ON alerts (objective, kind)
    WHERE state IN ('pending', 'firing')`);
  await knex.raw('CREATE INDEX alerts_of_objective ON alerts (objective, seq)');
  await knex.raw(`
    CREATE FUNCTION alert_life() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF OLD.state IN ('resolved', 'withdrawn')
        OR (OLD.state = 'firing' AND NEW.state IN ('pending', 'withdrawn'))
        OR (OLD.state = 'pending' AND NEW.state = 'resolved')
        OR OLD.fired_at IS DISTINCT FROM NEW.fired_at AND OLD.fired_at IS NOT NULL
        OR OLD.acknowledged_by IS DISTINCT FROM NEW.acknowledged_by AND OLD.acknowledged_by IS NOT NULL THEN
        RAISE EXCEPTION 'an alert that is % stays as it is', OLD.state USING ERRCODE = 'SL001';
      END IF;
      RETURN NEW;
    END $$`);
  await knex.raw(`
    CREATE TRIGGER alert_life BEFORE UPDATE ON alerts
    FOR EACH ROW EXECUTE FUNCTION alert_life()`);
  await knex.raw('ALTER TABLE alerts ENABLE ALWAYS TRIGGER alert_life');
};

/**
 * Alerts are records that the ledger vouches for, and are not dropped to go back a version.
 */
exports.down = async function down() {
  throw new Error(
    'Alerts are records that stay; to go back, restore the backup that was made before this migration',
  );
};
