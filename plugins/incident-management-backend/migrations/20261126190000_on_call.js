// @ts-check

/**
 * Who is on call instead of whom, how far incidents are escalated, and every page that was sent. That a step is paged once
 * is held here too: two who page the same write the same row.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE TABLE on_call_overrides (
      id uuid PRIMARY KEY,
      seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
      rotation text NOT NULL,
      who text NOT NULL,
      start_at timestamptz NOT NULL,
      end_at timestamptz NOT NULL CHECK (end_at > start_at),
      reason text NOT NULL,
      author text NOT NULL,
      created_at timestamptz NOT NULL,
      withdrawn_at timestamptz,
      withdrawn_by text,
      CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL))
    )`);
  await knex.raw(
    'CREATE INDEX on_call_overrides_of ON on_call_overrides (rotation, end_at)',
  );

  await knex.raw(`
    CREATE TABLE escalations (
      number text NOT NULL REFERENCES incidents (number),
      -- How often the incident was reopened: each time it is escalated anew.
      run integer NOT NULL,
      policy text,
      raised_at timestamptz NOT NULL,
      ended_at timestamptz,
      due_at timestamptz,
      PRIMARY KEY (number, run)
    )`);
  await knex.raw(
    'CREATE INDEX escalations_due ON escalations (due_at) WHERE due_at IS NOT NULL',
  );

  await knex.raw(`
    CREATE TABLE escalation_pages (
      id uuid PRIMARY KEY,
      seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
      number text NOT NULL,
      run integer NOT NULL,
      step integer NOT NULL,
      due_at timestamptz NOT NULL,
      sent_at timestamptz NOT NULL,
      channel text NOT NULL CHECK (channel IN ('notification', 'target', 'nobody')),
      recipient text NOT NULL,
      via text,
      nobody text,
      delivered_at timestamptz,
      attempts integer NOT NULL DEFAULT 0,
      failure text,
      FOREIGN KEY (number, run) REFERENCES escalations (number, run),
      UNIQUE (number, run, step, channel, recipient)
    )`);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP TABLE escalation_pages');
  await knex.raw('DROP TABLE escalations');
  await knex.raw('DROP TABLE on_call_overrides');
};
