// @ts-check

/**
 * Holds, and erasures that somebody asks for. What was decided stands; what ends it is written once. Before its time nothing
 * is erased but by two people, and nothing that is held.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE TABLE run_holds (
      id uuid PRIMARY KEY,
      run_id uuid NOT NULL REFERENCES runs,
      reason text NOT NULL,
      held_by text NOT NULL CHECK (held_by LIKE 'user:%'),
      held_at timestamptz NOT NULL,
      ended_by text CHECK (ended_by LIKE 'user:%'),
      ended_at timestamptz,
      CHECK ((ended_by IS NULL) = (ended_at IS NULL))
    )`);
  await knex.raw(
    'CREATE UNIQUE INDEX run_holds_one_stands ON run_holds (run_id) WHERE ended_at IS NULL',
  );
  await knex.raw(`
    CREATE TABLE run_erasure_requests (
      id uuid PRIMARY KEY,
      run_id uuid NOT NULL REFERENCES runs,
      reason text NOT NULL,
      asked_by text NOT NULL CHECK (asked_by LIKE 'user:%'),
      asked_at timestamptz NOT NULL,
      outcome text CHECK (outcome IN ('erased', 'declined')),
      ended_by text CHECK (ended_by LIKE 'user:%'),
      ended_at timestamptz,
      CHECK ((outcome IS NULL) = (ended_at IS NULL) AND (ended_by IS NULL) = (ended_at IS NULL)),
      CONSTRAINT run_erasure_requests_two_people
        CHECK (outcome IS DISTINCT FROM 'erased' OR lower(ended_by) <> lower(asked_by))
    )`);
  await knex.raw(
    'CREATE UNIQUE INDEX run_erasure_requests_one_stands ON run_erasure_requests (run_id) WHERE ended_at IS NULL',
  );
  await knex.raw(`
    CREATE FUNCTION keeping_stands() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'UPDATE' THEN
        IF OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL AND
          to_jsonb(NEW) - '{ended_at,ended_by,outcome}'::text[] = to_jsonb(OLD) - '{ended_at,ended_by,outcome}'::text[] THEN
          RETURN NEW;
        END IF;
      END IF;
      RAISE EXCEPTION 'What was decided about the keeping of evidence stands' USING ERRCODE = 'CE001';
    END $$`);
  for (const table of ['run_holds', 'run_erasure_requests']) {
    await knex.raw(`
      CREATE TRIGGER ${table}_stand BEFORE UPDATE OR DELETE ON ${table}
        FOR EACH ROW EXECUTE FUNCTION keeping_stands()`);
    await knex.raw(`
      CREATE TRIGGER ${table}_not_truncated BEFORE TRUNCATE ON ${table}
        FOR EACH STATEMENT EXECUTE FUNCTION keeping_stands()`);
    for (const trigger of [`${table}_stand`, `${table}_not_truncated`]) {
      await knex.raw(`ALTER TABLE ${table} ENABLE ALWAYS TRIGGER ${trigger}`);
    }
  }
  await knex.raw(`
    CREATE FUNCTION erasure_is_due() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF EXISTS (SELECT FROM run_holds h WHERE h.run_id = NEW.run_id AND h.ended_at IS NULL) THEN
        RAISE EXCEPTION 'The run is held' USING ERRCODE = 'CE001';
      END IF;
      IF EXISTS (SELECT FROM runs r WHERE r.id = NEW.run_id
          AND r.ended_at + NEW.retention_days * interval '1 day' <= NEW.erased_at)
        OR EXISTS (SELECT FROM run_erasure_requests q WHERE q.run_id = NEW.run_id AND q.outcome = 'erased') THEN
        RETURN NEW;
      END IF;
      RAISE EXCEPTION 'Before its time a run is erased by two people only' USING ERRCODE = 'CE001';
    END $$`);
  await knex.raw(`
    CREATE TRIGGER erasure_is_due BEFORE INSERT ON run_erasures
      FOR EACH ROW EXECUTE FUNCTION erasure_is_due()`);
  await knex.raw(
    'ALTER TABLE run_erasures ENABLE ALWAYS TRIGGER erasure_is_due',
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP TRIGGER erasure_is_due ON run_erasures');
  await knex.raw('DROP FUNCTION erasure_is_due');
  await knex.raw('DROP TABLE run_erasure_requests');
  await knex.raw('DROP TABLE run_holds');
  await knex.raw('DROP FUNCTION keeping_stands');
};
