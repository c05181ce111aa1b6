// @ts-check

/**
 * What people and the gate decided: approvals, accepted conflicts, gate answers, deployments.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE TABLE approvals (
      id uuid PRIMARY KEY,
      change_id uuid NOT NULL REFERENCES changes (id),
      round integer NOT NULL,
      group_ref text NOT NULL,
      approver text NOT NULL,
      on_behalf_of text,
      decision text NOT NULL CHECK (decision IN ('approved', 'rejected')),
      comment text,
      subject_digest text NOT NULL,
      decided_at timestamptz NOT NULL,
      void_at timestamptz,
      void_reason text,
      CHECK ((void_at IS NULL) = (void_reason IS NULL))
    )`);
  await knex.raw('CREATE INDEX ON approvals (change_id, round)');
  // One person counts once in a round.
  await knex.raw(
    'CREATE UNIQUE INDEX approvals_once ON approvals (change_id, round, approver) WHERE void_at IS NULL',
  );

  await knex.raw(`
    CREATE TABLE accepted_conflicts (
      change_id uuid NOT NULL REFERENCES changes (id),
      round integer NOT NULL,
      key text NOT NULL,
      accepted_by text NOT NULL,
      accepted_at timestamptz NOT NULL,
      justification text NOT NULL,
      PRIMARY KEY (change_id, round, key)
    )`);

  await knex.raw(`
    CREATE TABLE gate_decisions (
      id uuid PRIMARY KEY,
      change_id uuid REFERENCES changes (id),
      change_number text,
      decision text NOT NULL CHECK (decision IN ('allow', 'refuse')),
      checks jsonb NOT NULL,
      plan_digest text,
      commit_hash text,
      environment text,
      subject_digest text,
      decided_at timestamptz NOT NULL,
      asked_by text NOT NULL
    )`);
  await knex.raw('CREATE INDEX ON gate_decisions (change_id, decided_at)');

  await knex.raw(`
    CREATE TABLE deployments (
      id uuid PRIMARY KEY,
      seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
      external_id text NOT NULL,
      reported_by text NOT NULL,
      report_hash text NOT NULL,
      change_id uuid REFERENCES changes (id),
      change_number text,
      environment text NOT NULL,
      items text[] NOT NULL,
      outcome text NOT NULL CHECK (outcome IN ('succeeded', 'failed', 'rolled_back')),
      plan_digest text,
      commit_hash text,
      started_at timestamptz NOT NULL,
      finished_at timestamptz NOT NULL,
      gate_decision_id uuid,
      url text,
      notes text,
      deployer text,
      reported_at timestamptz NOT NULL,
      verdict text NOT NULL,
      reasons jsonb NOT NULL,
      retrospective_change text,
      CHECK (started_at <= finished_at),
      UNIQUE (reported_by, external_id)
    )`);
  await knex.raw('CREATE INDEX ON deployments (change_id)');
  await knex.raw('CREATE INDEX ON deployments (retrospective_change)');
  await knex.raw('CREATE INDEX ON deployments (verdict, seq)');
  await knex.raw('CREATE INDEX ON deployments USING gin (items)');
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP TABLE deployments');
  await knex.raw('DROP TABLE gate_decisions');
  await knex.raw('DROP TABLE accepted_conflicts');
  await knex.raw('DROP TABLE approvals');
};
