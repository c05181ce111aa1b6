// @ts-check

/**
 * What senders deliver, and what becomes of it: deliveries wait here until they are read, alerts and their groups are what
 * is known, dead letters what could not be read. Signals repeat by the thousand, so an alert is one row that is written
 * over; what decides (an incident is opened, added to, resolved) is in the ledger.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE TABLE alert_deliveries (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      integration text NOT NULL,
      kind text NOT NULL,
      body text NOT NULL,
      received_at timestamptz NOT NULL,
      attempts integer NOT NULL DEFAULT 0,
      next_attempt_at timestamptz NOT NULL
    )`);
  await knex.raw(
    'CREATE INDEX alert_deliveries_due ON alert_deliveries (next_attempt_at, id)',
  );

  await knex.raw(`
    CREATE TABLE alert_groups (
      id uuid PRIMARY KEY,
      seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
      group_key text NOT NULL UNIQUE,
      entity_ref text,
      condition text NOT NULL,
      integration text NOT NULL,
      title text NOT NULL,
      severity text,
      state text NOT NULL CHECK (state IN ('firing', 'quiet')),
      firing integer NOT NULL DEFAULT 0,
      alerts integer NOT NULL DEFAULT 0,
      because text,
      suppressions jsonb NOT NULL DEFAULT '[]',
      changes jsonb NOT NULL DEFAULT '[]',
      offers jsonb NOT NULL DEFAULT '[]',
      incident text,
      began_at timestamptz,
      updated_at timestamptz NOT NULL,
      due_at timestamptz
    )`);
  await knex.raw(
    'CREATE INDEX alert_groups_due ON alert_groups (due_at) WHERE due_at IS NOT NULL',
  );
  await knex.raw(
    'CREATE INDEX alert_groups_by_update ON alert_groups (updated_at, seq)',
  );
  await knex.raw(`
    CREATE INDEX alert_groups_triage ON alert_groups (updated_at, seq)
      WHERE entity_ref IS NULL AND state = 'firing'`);
  await knex.raw(
    'CREATE INDEX alert_groups_entity ON alert_groups (entity_ref, updated_at, seq)',
  );
  await knex.raw(
    'CREATE INDEX alert_groups_incident ON alert_groups (incident, updated_at, seq)',
  );

  await knex.raw(`
    CREATE TABLE alerts (
      id uuid PRIMARY KEY,
      seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
      integration text NOT NULL,
      kind text NOT NULL,
      alert_key text NOT NULL,
      group_id uuid NOT NULL REFERENCES alert_groups (id),
      state text NOT NULL CHECK (state IN ('unknown', 'firing', 'acknowledged', 'resolved')),
      severity text,
      title text NOT NULL,
      started_at timestamptz,
      ended_at timestamptz,
      life jsonb NOT NULL,
      signal jsonb NOT NULL,
      signals integer NOT NULL,
      received_at timestamptz NOT NULL,
      first_received_at timestamptz NOT NULL,
      -- The episode that its incident counts as firing.
      told_at timestamptz,
      UNIQUE (integration, alert_key)
    )`);
  await knex.raw('CREATE INDEX alerts_by_arrival ON alerts (received_at, seq)');
  await knex.raw(
    'CREATE INDEX alerts_of_group ON alerts (group_id, received_at, seq)',
  );
  await knex.raw(`
    CREATE INDEX alerts_that_matter ON alerts (group_id)
      WHERE state IN ('firing', 'acknowledged') OR told_at IS NOT NULL`);

  await knex.raw(`
    CREATE TABLE alert_events (
      alert_id uuid NOT NULL REFERENCES alerts (id),
      episode timestamptz NOT NULL,
      news text NOT NULL,
      at timestamptz NOT NULL,
      PRIMARY KEY (alert_id, episode, news)
    )`);

  await knex.raw(`
    CREATE TABLE dead_letters (
      id uuid PRIMARY KEY,
      seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
      integration text NOT NULL,
      kind text NOT NULL,
      -- Without secrets. Null where it was too large to be taken.
      body text,
      problems jsonb NOT NULL,
      received_at timestamptz NOT NULL,
      settled_at timestamptz,
      settled_by text,
      settled_as text CHECK (settled_as IN ('replayed', 'discarded'))
    )`);
  await knex.raw(
    'CREATE INDEX dead_letters_by_arrival ON dead_letters (received_at, seq)',
  );
  await knex.raw(
    'CREATE INDEX dead_letters_of ON dead_letters (integration, seq)',
  );

  await knex.raw(`
    CREATE TABLE intake_health (
      integration text PRIMARY KEY,
      last_at timestamptz,
      last_test_at timestamptz,
      notes jsonb NOT NULL DEFAULT '[]'
    )`);

  await knex.raw(`
    CREATE TABLE alert_silences (
      id uuid PRIMARY KEY,
      seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
      match jsonb NOT NULL,
      reason text NOT NULL,
      author text NOT NULL,
      starts_at timestamptz NOT NULL,
      ends_at timestamptz NOT NULL CHECK (ends_at > starts_at),
      created_at timestamptz NOT NULL,
      ended_at timestamptz,
      ended_by text,
      CHECK ((ended_at IS NULL) = (ended_by IS NULL))
    )`);
  await knex.raw(
    'CREATE INDEX alert_silences_by_end ON alert_silences (ends_at, seq)',
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'alert_silences',
    'intake_health',
    'dead_letters',
    'alert_events',
    'alerts',
    'alert_groups',
    'alert_deliveries',
  ]) {
    await knex.raw('DROP TABLE ??', [table]);
  }
};
