// @ts-check

/**
 * Change requests. Lists are read with keyset cursors, so every sort has an index that ends in `seq`; what is derived
 * from a row for sorting and searching is a generated column and cannot disagree with it.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  // The words of `search` are what stands between ASCII punctuation: PostgreSQL's own parser would drop markup and keep
  // host names whole.
  // A rolled back creation leaves a gap in the numbers; a number is never given twice.
  await knex.raw('CREATE SEQUENCE change_numbers');
  await knex.raw(`
    CREATE TABLE changes (
      id uuid PRIMARY KEY,
      seq bigint NOT NULL UNIQUE,
      number text NOT NULL UNIQUE,
      version integer NOT NULL DEFAULT 1,
      title text NOT NULL,
      description text NOT NULL DEFAULT '',
      type text NOT NULL CHECK (type IN ('normal', 'standard', 'emergency', 'retrospective')),
      state text NOT NULL CHECK (state IN
        ('new', 'assess', 'authorize', 'scheduled', 'implement', 'review', 'closed', 'canceled')),
      category text NOT NULL,
      environment text NOT NULL,
      items text[] NOT NULL,
      team text,
      item_owners text[] NOT NULL DEFAULT '{}',
      requester text NOT NULL,
      implementer text,
      plan_authors text[] NOT NULL DEFAULT '{}',
      window_start timestamptz,
      window_end timestamptz,
      justification text NOT NULL DEFAULT '',
      implementation_plan text NOT NULL DEFAULT '',
      test_plan text NOT NULL DEFAULT '',
      backout_plan text NOT NULL DEFAULT '',
      links jsonb NOT NULL DEFAULT '[]',
      commit_hash text,
      source jsonb NOT NULL,
      template jsonb,
      plan_digest text,
      plan_summary jsonb,
      risk_score double precision,
      risk_level text,
      risk jsonb,
      policy jsonb,
      requirements jsonb NOT NULL DEFAULT '[]',
      approver_groups text[] NOT NULL DEFAULT '{}',
      pending_groups text[] NOT NULL DEFAULT '{}',
      approval_status text NOT NULL DEFAULT 'not_requested' CHECK (approval_status IN
        ('not_requested', 'pending', 'due', 'approved', 'rejected', 'void', 'preapproved')),
      approval_round integer NOT NULL DEFAULT 1,
      approval_due_at timestamptz,
      approval_overdue_at timestamptz,
      subject_digest text,
      hold jsonb,
      close_code text CHECK (close_code IN ('successful', 'successful_issues', 'unsuccessful')),
      close_notes text,
      cancel_reason text,
      never_run_at timestamptz,
      demo boolean NOT NULL DEFAULT false,
      created_at timestamptz NOT NULL,
      updated_at timestamptz NOT NULL,
      submitted_at timestamptz,
      authorize_at timestamptz,
      approved_at timestamptz,
      implementation_started_at timestamptz,
      implementation_ended_at timestamptz,
      closed_at timestamptz,
      on_hold boolean GENERATED ALWAYS AS (hold IS NOT NULL) STORED,
      window_sort timestamptz GENERATED ALWAYS AS (COALESCE(window_start, to_timestamp(0))) STORED,
      risk_sort double precision GENERATED ALWAYS AS (COALESCE(risk_score, -1)) STORED,
      search tsvector GENERATED ALWAYS AS (
        to_tsvector('simple', regexp_replace(
          number || ' ' || title || ' ' || description, '[!-/:-@\\x5b-\\x60{-~]+', ' ', 'g'))) STORED,
      CHECK ((window_start IS NULL) = (window_end IS NULL)),
      CHECK (window_start < window_end),
      CHECK ((state = 'closed') = (closed_at IS NOT NULL AND close_code IS NOT NULL)),
      CHECK (cardinality(items) BETWEEN 1 AND 200)
    )`);

  for (const sort of [
    'updated_at, seq',
    'created_at, seq',
    // The end is there so that overlaps are decided in the index.
    'window_sort, seq, window_end',
    'risk_sort, seq',
  ]) {
    await knex.raw(`CREATE INDEX ON changes (${sort})`);
    await knex.raw(
      `CREATE INDEX ON changes (${sort}) WHERE state NOT IN ('closed', 'canceled')`,
    );
  }
  for (const filter of [
    'state',
    'type',
    'risk_level',
    'environment',
    'team',
    'requester',
    'implementer',
  ]) {
    await knex.raw(`CREATE INDEX ON changes (${filter}, updated_at, seq)`);
  }
  await knex.raw('CREATE INDEX ON changes (type, risk_level, updated_at, seq)');
  await knex.raw('CREATE INDEX ON changes USING gin (search)');
  await knex.raw('CREATE INDEX ON changes USING gin (items)');
  await knex.raw('CREATE INDEX ON changes USING gin (item_owners)');
  await knex.raw('CREATE INDEX ON changes USING gin (pending_groups)');
  await knex.raw('CREATE INDEX ON changes USING gin (approver_groups)');
  await knex.raw(
    'CREATE INDEX ON changes (plan_digest, seq) WHERE plan_digest IS NOT NULL',
  );
  await knex.raw('CREATE INDEX ON changes (closed_at)');
  await knex.raw('CREATE INDEX ON changes (submitted_at)');
  await knex.raw('CREATE INDEX ON changes (approved_at)');
  await knex.raw(
    `CREATE INDEX ON changes (window_end)
     WHERE state = 'scheduled' AND never_run_at IS NULL`,
  );
  await knex.raw(
    `CREATE INDEX ON changes (approval_due_at)
     WHERE approval_due_at IS NOT NULL AND approval_status <> 'approved'`,
  );
  await knex.raw(
    `CREATE INDEX ON changes (implementer, window_start)
     WHERE state IN ('assess', 'authorize', 'scheduled', 'implement') AND window_start IS NOT NULL`,
  );
  await knex.raw('CREATE INDEX ON changes (on_hold) WHERE on_hold');
  // A pipeline's run opens one change, however often it is repeated.
  await knex.raw(
    `CREATE UNIQUE INDEX changes_source_run ON changes
       ((source->>'kind'), COALESCE(source->>'repository', ''), (source->>'runId'))
     WHERE source->>'runId' IS NOT NULL`,
  );

  // Candidates of a conflict: one row an item, kept by a trigger so that no writer can forget it.
  await knex.raw(`
    CREATE TABLE change_items (
      change_id uuid NOT NULL REFERENCES changes (id),
      entity_ref text NOT NULL,
      environment text NOT NULL,
      window_start timestamptz,
      window_end timestamptz,
      active boolean NOT NULL,
      PRIMARY KEY (change_id, entity_ref)
    )`);
  await knex.raw(
    `CREATE INDEX change_items_candidates ON change_items
       (entity_ref, environment, window_start, window_end, change_id)
     WHERE active AND window_start IS NOT NULL`,
  );
  await knex.raw(`
    CREATE FUNCTION keep_change_items() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      DELETE FROM change_items WHERE change_id = NEW.id;
      INSERT INTO change_items (change_id, entity_ref, environment, window_start, window_end, active)
        SELECT NEW.id, ref, NEW.environment, NEW.window_start, NEW.window_end,
               NEW.state IN ('assess', 'authorize', 'scheduled', 'implement')
        FROM unnest(NEW.items) AS ref GROUP BY ref;
      RETURN NULL;
    END $$`);
  await knex.raw(
    `CREATE TRIGGER change_items_of_new AFTER INSERT ON changes
     FOR EACH ROW EXECUTE FUNCTION keep_change_items()`,
  );
  await knex.raw(
    `CREATE TRIGGER change_items_of_edited AFTER UPDATE ON changes FOR EACH ROW
     WHEN ((OLD.items, OLD.environment, OLD.window_start, OLD.window_end, OLD.state)
       IS DISTINCT FROM (NEW.items, NEW.environment, NEW.window_start, NEW.window_end, NEW.state))
     EXECUTE FUNCTION keep_change_items()`,
  );

  await knex.raw(`
    CREATE TABLE change_plans (
      change_id uuid NOT NULL REFERENCES changes (id),
      digest text NOT NULL,
      plan jsonb NOT NULL,
      attached_by text NOT NULL,
      attached_at timestamptz NOT NULL,
      PRIMARY KEY (change_id, digest)
    )`);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP TABLE change_plans');
  await knex.raw('DROP TABLE change_items');
  await knex.raw('DROP TABLE changes');
  await knex.raw('DROP FUNCTION keep_change_items');
  await knex.raw('DROP SEQUENCE change_numbers');
};
