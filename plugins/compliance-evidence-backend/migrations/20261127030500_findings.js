// @ts-check

/**
 * Findings, requests of auditors and attestations, one row each: what is folded from the ledger, and beside it the columns
 * that lists ask for. What runs answered to each question, and the score after each run.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  for (const name of ['finding', 'evidence_request', 'attestation']) {
    await knex.raw(`CREATE SEQUENCE ${name}_numbers`);
  }
  const record = `
      id uuid PRIMARY KEY,
      seq bigint NOT NULL UNIQUE,
      number text NOT NULL UNIQUE,
      version integer NOT NULL DEFAULT 1,
      facts jsonb NOT NULL,
      created_at timestamptz NOT NULL,
      updated_at timestamptz NOT NULL`;
  await knex.raw(`
    CREATE TABLE findings (${record},
      title text NOT NULL,
      fingerprint text NOT NULL UNIQUE,
      report text NOT NULL,
      question text NOT NULL,
      severity text NOT NULL CHECK (severity IN ('low', 'medium', 'high', 'critical')),
      state text NOT NULL CHECK (state IN
        ('open', 'explained', 'accepted', 'remediating', 'closed')),
      accepted_until timestamptz,
      accepted_by text,
      hands text[] NOT NULL,
      controls text[] NOT NULL,
      entity_ref text,
      owner text,
      team text,
      last_seen_run text COLLATE "C" NOT NULL,
      absent_run text COLLATE "C",
      search tsvector NOT NULL GENERATED ALWAYS AS
        (to_tsvector('simple'::regconfig, number || ' ' || title)) STORED,
      CONSTRAINT findings_accepted_by_others CHECK (state <> 'accepted' OR
        (accepted_until IS NOT NULL AND accepted_by LIKE 'user:%' AND NOT accepted_by = ANY (hands)))
    )`);
  await knex.raw(
    'CREATE INDEX findings_by_update ON findings (updated_at, seq)',
  );
  await knex.raw(
    'CREATE INDEX findings_by_question ON findings (report, question, last_seen_run)',
  );
  await knex.raw(
    "CREATE INDEX findings_unsettled ON findings (report, question, state) WHERE state <> 'closed'",
  );
  await knex.raw('CREATE INDEX findings_seen ON findings (last_seen_run)');
  await knex.raw('CREATE INDEX findings_entity ON findings (entity_ref)');
  await knex.raw(
    'CREATE INDEX findings_controls ON findings USING gin (controls)',
  );
  await knex.raw('CREATE INDEX findings_search ON findings USING gin (search)');

  await knex.raw(`
    CREATE TABLE evidence_requests (${record},
      title text NOT NULL,
      state text NOT NULL CHECK (state IN ('open', 'answered', 'accepted', 'withdrawn')),
      requester text NOT NULL,
      assignee text,
      due timestamptz NOT NULL,
      settled_by text,
      answered_by text,
      search tsvector NOT NULL GENERATED ALWAYS AS
        (to_tsvector('simple'::regconfig, number || ' ' || title)) STORED,
      CONSTRAINT evidence_requests_judged_by_requester CHECK (settled_by IS NULL OR settled_by = requester),
      CONSTRAINT evidence_requests_answered_by_others CHECK (answered_by IS NULL OR answered_by <> requester)
    )`);
  await knex.raw(
    'CREATE INDEX evidence_requests_by_update ON evidence_requests (updated_at, seq)',
  );
  await knex.raw(
    'CREATE INDEX evidence_requests_search ON evidence_requests USING gin (search)',
  );

  await knex.raw(`
    CREATE TABLE attestations (${record},
      control text NOT NULL,
      period_start timestamptz NOT NULL,
      period_end timestamptz NOT NULL CHECK (period_end > period_start),
      state text NOT NULL CHECK (state IN ('attested', 'withdrawn')),
      attested_by text NOT NULL CHECK (attested_by LIKE 'user:%'),
      made_by text NOT NULL,
      CONSTRAINT attestations_maker_never_attests CHECK (lower(attested_by) <> lower(made_by))
    )`);
  await knex.raw(`
    CREATE UNIQUE INDEX attestations_one_stands
      ON attestations (control, period_start, period_end) WHERE state = 'attested'`);
  await knex.raw(
    'CREATE INDEX attestations_by_update ON attestations (updated_at, seq)',
  );

  await knex.raw(`
    CREATE TABLE question_answers (
      run text COLLATE "C" NOT NULL,
      report text NOT NULL,
      question text NOT NULL,
      version text NOT NULL,
      rows bigint NOT NULL,
      sha256 text NOT NULL,
      parameters jsonb NOT NULL,
      controls text[] NOT NULL,
      incomplete text[] NOT NULL,
      answered_at timestamptz NOT NULL,
      PRIMARY KEY (run, question)
    )`);
  await knex.raw(
    'CREATE INDEX question_answers_latest ON question_answers (report, question, run DESC)',
  );
  await knex.raw(`
    CREATE TABLE control_scores (
      run text COLLATE "C" PRIMARY KEY,
      at timestamptz NOT NULL,
      possible numeric NOT NULL,
      earned numeric NOT NULL CHECK (earned <= possible)
    )`);

  await knex.raw(`
    CREATE FUNCTION evidence_record_stands() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP <> 'UPDATE' THEN
        RAISE EXCEPTION 'Records of % are not deleted', TG_TABLE_NAME USING ERRCODE = 'CS001';
      END IF;
      IF OLD.number <> NEW.number OR OLD.id <> NEW.id OR OLD.created_at <> NEW.created_at THEN
        RAISE EXCEPTION 'The opening of % stands', OLD.number USING ERRCODE = 'CS001';
      END IF;
      RETURN NEW;
    END $$`);
  await knex.raw(`
    CREATE FUNCTION evidence_answer_stands() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'What is in % stands', TG_TABLE_NAME USING ERRCODE = 'CS001';
    END $$`);
  const guards = {
    findings: 'evidence_record_stands',
    evidence_requests: 'evidence_record_stands',
    attestations: 'evidence_record_stands',
    question_answers: 'evidence_answer_stands',
    control_scores: 'evidence_answer_stands',
  };
  for (const [table, guard] of Object.entries(guards)) {
    await knex.raw(`
      CREATE TRIGGER ${table}_stand BEFORE UPDATE OR DELETE ON ${table}
        FOR EACH ROW EXECUTE FUNCTION ${guard}()`);
    await knex.raw(`
      CREATE TRIGGER ${table}_not_truncated BEFORE TRUNCATE ON ${table}
        FOR EACH STATEMENT EXECUTE FUNCTION ${guard}()`);
    for (const trigger of [`${table}_stand`, `${table}_not_truncated`]) {
      await knex.raw(`ALTER TABLE ${table} ENABLE ALWAYS TRIGGER ${trigger}`);
    }
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  const tables = [
    'findings',
    'evidence_requests',
    'attestations',
    'question_answers',
    'control_scores',
  ];
  for (const table of tables) await knex.raw(`DROP TABLE ${table}`);
  await knex.raw('DROP FUNCTION evidence_record_stands()');
  await knex.raw('DROP FUNCTION evidence_answer_stands()');
  for (const name of ['finding', 'evidence_request', 'attestation']) {
    await knex.raw(`DROP SEQUENCE ${name}_numbers`);
  }
};
