// @ts-check

/**
 * Drills, one row each: what is folded from the ledger, and beside it the columns that lists ask for. What happened in each
 * run, step by step, is written before the next step is taken. Tables are named without a schema.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw('CREATE SEQUENCE drill_numbers');
  await knex.raw(`
    CREATE TABLE drill_experiments (
      digest text PRIMARY KEY CHECK (digest ~ '^sha256:[0-9a-f]{64}$'),
      file text NOT NULL,
      content text NOT NULL,
      kept_at timestamptz NOT NULL
    )`);
  await knex.raw(`
    CREATE TABLE drills (
      id uuid PRIMARY KEY,
      seq bigint NOT NULL UNIQUE,
      number text NOT NULL UNIQUE,
      version integer NOT NULL DEFAULT 1,
      facts jsonb NOT NULL,
      created_at timestamptz NOT NULL,
      updated_at timestamptz NOT NULL,
      title text NOT NULL,
      entity text NOT NULL,
      scenario text,
      experiment text NOT NULL REFERENCES drill_experiments,
      state text NOT NULL CHECK (state IN ('planned', 'running', 'ended', 'canceled')),
      outcome text,
      ended_at timestamptz,
      measured boolean NOT NULL,
      missed boolean NOT NULL,
      problem text,
      awaits_response boolean NOT NULL,
      awaits_report boolean NOT NULL,
      search tsvector NOT NULL GENERATED ALWAYS AS
        (to_tsvector('simple'::regconfig, number || ' ' || title)) STORED,
      CONSTRAINT drills_end_with_an_outcome CHECK ((state = 'ended') = (outcome IS NOT NULL)),
      CONSTRAINT drills_measured_when_ended CHECK (NOT measured OR state = 'ended')
    )`);
  await knex.raw('CREATE INDEX drills_by_update ON drills (updated_at, seq)');
  await knex.raw('CREATE INDEX drills_entity ON drills (entity, scenario)');
  await knex.raw('CREATE INDEX drills_search ON drills USING gin (search)');
  await knex.raw(
    "CREATE INDEX drills_unmeasured ON drills (ended_at) WHERE state = 'ended' AND NOT measured",
  );
  await knex.raw(
    'CREATE INDEX drills_missed ON drills (ended_at) WHERE missed AND problem IS NULL',
  );
  await knex.raw(
    'CREATE INDEX drills_unanswered ON drills (ended_at) WHERE awaits_response',
  );
  await knex.raw(
    'CREATE INDEX drills_unreported ON drills (ended_at) WHERE awaits_report',
  );
  // Who plays it. It is played by whoever started it, or closed by somebody else; it is never played a second time.
  await knex.raw(`
    CREATE TABLE drill_runs (
      number text PRIMARY KEY REFERENCES drills (number),
      holder uuid NOT NULL,
      held_until timestamptz NOT NULL,
      started_at timestamptz NOT NULL,
      closing boolean NOT NULL DEFAULT false,
      ended_at timestamptz
    )`);
  await knex.raw(
    'CREATE INDEX drill_runs_open ON drill_runs (held_until) WHERE ended_at IS NULL',
  );
  // One drill a target at once: the second one meets the key, whatever the judge was told.
  await knex.raw(`
    CREATE TABLE drill_targets (
      target text PRIMARY KEY,
      number text NOT NULL REFERENCES drills (number)
    )`);
  await knex.raw('CREATE INDEX drill_targets_of ON drill_targets (number)');
  await knex.raw(`
    CREATE TABLE drill_events (
      seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      number text NOT NULL REFERENCES drills (number),
      kept_at timestamptz NOT NULL,
      event jsonb NOT NULL
    )`);
  await knex.raw('CREATE INDEX drill_events_of ON drill_events (number, seq)');
  // An id of a fault is intended once: nothing is injected twice.
  await knex.raw(
    `CREATE UNIQUE INDEX drill_events_intended_once ON drill_events ((event -> 'fault' ->> 'id'))
     WHERE event ->> 'type' = 'fault' AND event ->> 'change' = 'intended'`,
  );
  await knex.raw(`
    CREATE TABLE drill_journals (
      number text PRIMARY KEY REFERENCES drills (number),
      digest text NOT NULL,
      content text NOT NULL
    )`);
  await knex.raw(`
    CREATE TABLE imported_journals (
      digest text PRIMARY KEY,
      title text NOT NULL,
      entity text NOT NULL,
      scenario text NOT NULL,
      started_at timestamptz NOT NULL,
      ended_at timestamptz NOT NULL,
      status text NOT NULL,
      deviated boolean NOT NULL,
      imported_by text NOT NULL CHECK (imported_by LIKE 'user:%'),
      imported_at timestamptz NOT NULL,
      content text NOT NULL
    )`);
  await knex.raw(
    'CREATE INDEX imported_journals_by_end ON imported_journals (ended_at)',
  );
  await knex.raw(`
    CREATE FUNCTION refuse_rewriting_of_drills() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION '% is written once: it is neither changed nor taken away', TG_TABLE_NAME
        USING ERRCODE = 'CD001';
    END $$`);
  for (const table of [
    'drill_experiments',
    'drill_events',
    'drill_journals',
    'imported_journals',
  ]) {
    await knex.raw(
      `CREATE TRIGGER written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
       FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_of_drills()`,
    );
    await knex.raw(`ALTER TABLE ${table} ENABLE ALWAYS TRIGGER written_once`);
  }
  for (const table of ['drills', 'drill_runs']) {
    await knex.raw(
      `CREATE TRIGGER stays BEFORE DELETE OR TRUNCATE ON ${table}
       FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_of_drills()`,
    );
    await knex.raw(`ALTER TABLE ${table} ENABLE ALWAYS TRIGGER stays`);
  }
  // A drill never goes back, and what is over is over.
  await knex.raw(`
    CREATE FUNCTION refuse_drill_going_back() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF OLD.state <> NEW.state
        AND NOT (OLD.state = 'planned' AND NEW.state IN ('running', 'canceled'))
        AND NOT (OLD.state = 'running' AND NEW.state = 'ended') THEN
        RAISE EXCEPTION '% is %: it does not become %', OLD.number, OLD.state, NEW.state
          USING ERRCODE = 'CD002';
      END IF;
      RETURN NEW;
    END $$`);
  await knex.raw(
    `CREATE TRIGGER goes_on BEFORE UPDATE ON drills
     FOR EACH ROW EXECUTE FUNCTION refuse_drill_going_back()`,
  );
  await knex.raw('ALTER TABLE drills ENABLE ALWAYS TRIGGER goes_on');
  // One row: whoever starts a drill and whoever pulls the lever wait for each other here.
  await knex.raw(`
    CREATE TABLE drill_lever (
      single boolean PRIMARY KEY DEFAULT true CHECK (single),
      pulls jsonb NOT NULL
    )`);
  await knex.raw("INSERT INTO drill_lever (pulls) VALUES ('[]')");
  // Since when a service is known: before it there was nothing to drill.
  await knex.raw(`
    CREATE TABLE drilled_services (
      entity text PRIMARY KEY,
      since timestamptz NOT NULL
    )`);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'drilled_services',
    'drill_lever',
    'imported_journals',
    'drill_journals',
    'drill_events',
    'drill_targets',
    'drill_runs',
    'drills',
    'drill_experiments',
  ]) {
    await knex.raw(`DROP TABLE ${table}`);
  }
  await knex.raw('DROP FUNCTION refuse_rewriting_of_drills');
  await knex.raw('DROP FUNCTION refuse_drill_going_back');
  await knex.raw('DROP SEQUENCE drill_numbers');
};
