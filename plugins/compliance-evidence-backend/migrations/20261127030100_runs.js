// @ts-check

/**
 * Runs, their phases, sources, evidence, answers, renderings and mails. What was taken, answered and rendered is written
 * once: triggers refuse to change it or take it away.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE TABLE report_versions (
      digest text PRIMARY KEY,
      name text NOT NULL,
      definition jsonb NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now()
    )`);
  await knex.raw(`
    CREATE TABLE report_files (
      digest text NOT NULL REFERENCES report_versions,
      path text NOT NULL,
      bytes bytea NOT NULL,
      PRIMARY KEY (digest, path)
    )`);
  // A rolled back request leaves a gap in the numbers; a number is never given twice.
  await knex.raw('CREATE SEQUENCE run_numbers');
  await knex.raw(`
    CREATE TABLE runs (
      id uuid PRIMARY KEY,
      seq bigint NOT NULL UNIQUE,
      number text NOT NULL UNIQUE,
      version integer NOT NULL DEFAULT 1,
      report text NOT NULL,
      title text NOT NULL,
      report_digest text NOT NULL REFERENCES report_versions,
      parameters jsonb NOT NULL,
      period jsonb,
      recipients jsonb NOT NULL,
      state text NOT NULL
        CHECK (state IN ('queued', 'running', 'completed', 'failed', 'canceled')),
      phase text NOT NULL,
      requested_by text NOT NULL,
      requested_at timestamptz NOT NULL,
      scheduled_for timestamptz,
      deadline timestamptz,
      deadline_told boolean NOT NULL DEFAULT false,
      started_at timestamptz,
      ended_at timestamptz,
      failure jsonb,
      source_rows bigint,
      result_rows bigint,
      violations bigint,
      tree jsonb,
      ledger_bundle text,
      pack jsonb,
      -- Who works on it. Each time it is taken the number goes up, and whoever had it before can write nothing more.
      lease integer NOT NULL DEFAULT 0,
      leased_until timestamptz,
      search tsvector NOT NULL GENERATED ALWAYS AS
        (to_tsvector('simple'::regconfig, number || ' ' || report || ' ' || title)) STORED,
      UNIQUE (report, scheduled_for)
    )`);
  await knex.raw('CREATE INDEX runs_by_request ON runs (requested_at, seq)');
  await knex.raw('CREATE INDEX runs_search ON runs USING gin (search)');
  await knex.raw(
    `CREATE INDEX runs_at_work ON runs (requested_at, seq) WHERE state IN ('queued', 'running')`,
  );
  await knex.raw(`
    CREATE TABLE run_phases (
      run_id uuid NOT NULL REFERENCES runs,
      phase text NOT NULL,
      position integer NOT NULL,
      state text NOT NULL
        CHECK (state IN ('waiting', 'running', 'done', 'failed', 'skipped')),
      started_at timestamptz,
      ended_at timestamptz,
      progress jsonb,
      note text,
      PRIMARY KEY (run_id, phase)
    )`);
  await knex.raw(`
    CREATE TABLE run_sources (
      run_id uuid NOT NULL REFERENCES runs,
      name text NOT NULL,
      position integer NOT NULL,
      title text NOT NULL,
      source text NOT NULL,
      state text NOT NULL
        CHECK (state IN ('waiting', 'running', 'retrying', 'taken', 'failed')),
      attempts integer NOT NULL DEFAULT 0,
      bytes bigint NOT NULL DEFAULT 0,
      problem text,
      next_attempt_at timestamptz,
      PRIMARY KEY (run_id, name)
    )`);
  await knex.raw(`
    CREATE TABLE evidence (
      id uuid PRIMARY KEY,
      run_id uuid NOT NULL REFERENCES runs,
      source text NOT NULL,
      source_system text NOT NULL,
      query_name text NOT NULL,
      query_text text NOT NULL,
      query_params jsonb NOT NULL,
      executed_at timestamptz NOT NULL,
      executed_by text NOT NULL,
      as_of timestamptz NOT NULL,
      row_count bigint NOT NULL CHECK (row_count >= 0),
      sha256 text NOT NULL,
      size bigint NOT NULL,
      key text NOT NULL,
      format text NOT NULL,
      records_at text,
      completeness jsonb NOT NULL,
      schema_fingerprint text NOT NULL,
      columns jsonb NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      UNIQUE (run_id, source)
    )`);
  await knex.raw(`
    CREATE TABLE run_questions (
      run_id uuid NOT NULL REFERENCES runs,
      name text NOT NULL,
      position integer NOT NULL,
      version text NOT NULL,
      owner text NOT NULL,
      query_digest text NOT NULL,
      columns jsonb NOT NULL,
      rows bigint NOT NULL,
      sha256 text NOT NULL,
      first bigint NOT NULL,
      key text NOT NULL,
      took_ms integer NOT NULL,
      PRIMARY KEY (run_id, name)
    )`);
  await knex.raw(`
    CREATE TABLE run_rows (
      run_id uuid NOT NULL REFERENCES runs,
      index bigint NOT NULL,
      question text NOT NULL,
      position bigint NOT NULL,
      row text NOT NULL,
      evidence text[] NOT NULL,
      hash bytea NOT NULL CHECK (length(hash) = 32),
      PRIMARY KEY (run_id, index)
    )`);
  await knex.raw(`
    CREATE TABLE run_nodes (
      run_id uuid NOT NULL REFERENCES runs,
      level integer NOT NULL,
      index bigint NOT NULL,
      hash bytea NOT NULL CHECK (length(hash) = 32),
      PRIMARY KEY (run_id, level, index)
    )`);
  await knex.raw(`
    CREATE TABLE run_artefacts (
      run_id uuid NOT NULL REFERENCES runs,
      path text NOT NULL,
      position integer NOT NULL,
      sha256 text NOT NULL,
      size bigint NOT NULL,
      questions jsonb NOT NULL,
      key text NOT NULL,
      PRIMARY KEY (run_id, path)
    )`);
  await knex.raw(`
    CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION '% is written once: it is neither changed nor taken away', TG_TABLE_NAME
        USING ERRCODE = 'CE001';
    END $$`);
  for (const table of [
    'report_versions',
    'report_files',
    'evidence',
    'run_questions',
    'run_rows',
    'run_nodes',
    'run_artefacts',
  ]) {
    await knex.raw(
      `CREATE TRIGGER written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
       FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()`,
    );
  }
  await knex.raw(`
    CREATE TABLE deliveries (
      run_id uuid NOT NULL REFERENCES runs,
      recipient text NOT NULL,
      -- One up each time somebody decides that it is sent again.
      round integer NOT NULL DEFAULT 1,
      state text NOT NULL
        CHECK (state IN ('waiting', 'sending', 'sent', 'failed', 'unknown')),
      attempts integer NOT NULL DEFAULT 0,
      next_attempt_at timestamptz NOT NULL DEFAULT now(),
      message_id text NOT NULL,
      form text,
      sent_at timestamptz,
      problem text,
      PRIMARY KEY (run_id, recipient, round)
    )`);
  // What was sent, or may have been, is never on its way again: another sending is another row.
  await knex.raw(`
    CREATE FUNCTION refuse_second_sending() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF OLD.state IN ('sent', 'unknown') AND NEW.state IS DISTINCT FROM OLD.state THEN
        RAISE EXCEPTION 'The mail to % was sent, or may have been: it is not sent again in round %', OLD.recipient, OLD.round
          USING ERRCODE = 'CE002';
      END IF;
      RETURN NEW;
    END $$`);
  await knex.raw(
    `CREATE TRIGGER sent_once BEFORE UPDATE ON deliveries
     FOR EACH ROW EXECUTE FUNCTION refuse_second_sending()`,
  );
  await knex.raw(`
    CREATE TABLE report_schedules (
      report text PRIMARY KEY,
      checked_to timestamptz NOT NULL
    )`);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'report_schedules',
    'deliveries',
    'run_artefacts',
    'run_nodes',
    'run_rows',
    'run_questions',
    'evidence',
    'run_sources',
    'run_phases',
    'runs',
    'report_files',
    'report_versions',
  ]) {
    await knex.raw(`DROP TABLE ${table}`);
  }
  await knex.raw('DROP FUNCTION refuse_rewriting');
  await knex.raw('DROP FUNCTION refuse_second_sending');
  await knex.raw('DROP SEQUENCE run_numbers');
};
