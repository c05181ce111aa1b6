// @ts-check

/**
 * Incidents, one row each: what is folded from the ledger, and beside it the columns that lists ask for. Tables are named
 * without a schema, and nothing needs a superuser: it runs in a schema of a shared database. Lists are read with keyset
 * cursors, so their indexes end in `seq`.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  // A rolled back opening leaves a gap in the numbers; a number is never given twice.
  await knex.raw('CREATE SEQUENCE incident_numbers');
  await knex.raw(`
    CREATE TABLE incidents (
      id uuid PRIMARY KEY,
      seq bigint NOT NULL UNIQUE,
      number text NOT NULL UNIQUE,
      version integer NOT NULL DEFAULT 1,
      facts jsonb NOT NULL,
      title text NOT NULL,
      state text NOT NULL CHECK (state IN
        ('triage', 'new', 'in-progress', 'on-hold', 'resolved', 'closed', 'canceled')),
      priority smallint NOT NULL CHECK (priority BETWEEN 1 AND 5),
      team text[] NOT NULL,
      entities text[] NOT NULL,
      reporter text NOT NULL,
      commander text,
      responders text[] NOT NULL,
      major text NOT NULL CHECK (major IN ('none', 'candidate', 'accepted', 'rejected')),
      drill boolean NOT NULL,
      private_to text,
      started_at timestamptz NOT NULL,
      detected_at timestamptz NOT NULL,
      acknowledged_at timestamptz,
      mitigated_at timestamptz,
      restored_at timestamptz,
      resolved_at timestamptz,
      next_update_at timestamptz,
      created_at timestamptz NOT NULL,
      updated_at timestamptz NOT NULL,
      search tsvector NOT NULL GENERATED ALWAYS AS
        (to_tsvector('simple'::regconfig, number || ' ' || title)) STORED,
      CONSTRAINT incidents_times_in_order CHECK (
        started_at <= detected_at
        AND detected_at <= COALESCE(acknowledged_at, mitigated_at, resolved_at, 'infinity')
        AND COALESCE(acknowledged_at, '-infinity') <= COALESCE(mitigated_at, resolved_at, 'infinity')
        AND COALESCE(mitigated_at, '-infinity') <= COALESCE(resolved_at, 'infinity')
        AND started_at <= COALESCE(restored_at, 'infinity')
        AND COALESCE(mitigated_at, '-infinity') <= COALESCE(restored_at, 'infinity')
        AND COALESCE(restored_at, '-infinity') <= COALESCE(resolved_at, 'infinity')),
      CONSTRAINT incidents_resolved_has_its_time CHECK (
        state NOT IN ('resolved', 'closed') OR resolved_at IS NOT NULL)
    )`);
  await knex.raw(
    'CREATE INDEX incidents_by_update ON incidents (updated_at, seq)',
  );
  await knex.raw(
    'CREATE INDEX incidents_by_opening ON incidents (created_at, seq)',
  );
  await knex.raw(
    'CREATE INDEX incidents_by_priority ON incidents (priority, seq)',
  );
  await knex.raw(`
    CREATE INDEX incidents_open ON incidents (updated_at, seq)
      WHERE state IN ('triage', 'new', 'in-progress', 'on-hold')`);
  await knex.raw(
    "CREATE INDEX incidents_to_close ON incidents (resolved_at) WHERE state = 'resolved'",
  );
  await knex.raw(
    'CREATE INDEX incidents_entities ON incidents USING gin (entities)',
  );
  await knex.raw('CREATE INDEX incidents_team ON incidents USING gin (team)');
  await knex.raw(
    'CREATE INDEX incidents_search ON incidents USING gin (search)',
  );

  // Which group of alerts belongs to which incident. Of one group, one incident is open at most.
  await knex.raw(`
    CREATE TABLE incident_alert_groups (
      group_key text NOT NULL,
      number text NOT NULL REFERENCES incidents (number),
      open boolean NOT NULL,
      PRIMARY KEY (group_key, number)
    )`);
  await knex.raw(`
    CREATE UNIQUE INDEX incident_alert_groups_one_open ON incident_alert_groups (group_key)
      WHERE open`);
  await knex.raw(
    'CREATE INDEX incident_alert_groups_of ON incident_alert_groups (number)',
  );

  // Whatever the program does: what ended stays so, a drill is said at the opening, and no incident goes.
  await knex.raw(`
    CREATE FUNCTION incident_stands() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP <> 'UPDATE' THEN
        RAISE EXCEPTION 'An incident is not deleted' USING ERRCODE = 'CS001';
      END IF;
      IF OLD.number <> NEW.number OR OLD.id <> NEW.id OR OLD.created_at <> NEW.created_at
        OR OLD.reporter <> NEW.reporter THEN
        RAISE EXCEPTION 'The opening of % stands', OLD.number USING ERRCODE = 'CS001';
      END IF;
      IF OLD.state IN ('closed', 'canceled') AND NEW.state <> OLD.state THEN
        RAISE EXCEPTION '% is %, which is final', OLD.number, OLD.state USING ERRCODE = 'CS001';
      END IF;
      IF NEW.drill AND NOT OLD.drill THEN
        RAISE EXCEPTION '% was no drill when it was opened', OLD.number USING ERRCODE = 'CS001';
      END IF;
      RETURN NEW;
    END $$`);
  await knex.raw(`
    CREATE TRIGGER incidents_stand BEFORE UPDATE OR DELETE ON incidents
      FOR EACH ROW EXECUTE FUNCTION incident_stands()`);
  await knex.raw(`
    CREATE TRIGGER incidents_not_truncated BEFORE TRUNCATE ON incidents
      FOR EACH STATEMENT EXECUTE FUNCTION incident_stands()`);
  for (const trigger of ['incidents_stand', 'incidents_not_truncated']) {
    await knex.raw(`ALTER TABLE incidents ENABLE ALWAYS TRIGGER ${trigger}`);
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP TABLE incident_alert_groups');
  await knex.raw('DROP TABLE incidents');
  await knex.raw('DROP FUNCTION incident_stands()');
  await knex.raw('DROP SEQUENCE incident_numbers');
};
