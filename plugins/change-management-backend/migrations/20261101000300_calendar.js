// @ts-check

/**
 * Freezes and maintenance windows, the policy sets that were in force, and what became of closed changes.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE TABLE schedule_rules (
      id uuid PRIMARY KEY,
      kind text NOT NULL CHECK (kind IN ('freeze', 'maintenance')),
      title text NOT NULL,
      description text NOT NULL,
      start_at timestamptz NOT NULL,
      end_at timestamptz NOT NULL,
      time_zone text NOT NULL,
      rrule text,
      scope jsonb,
      environments text[] NOT NULL,
      allow_emergency boolean NOT NULL,
      created_by text NOT NULL,
      created_at timestamptz NOT NULL,
      ended_at timestamptz,
      ended_by text,
      demo boolean NOT NULL DEFAULT false,
      CHECK (start_at < end_at)
    )`);
  await knex.raw(
    'CREATE INDEX ON schedule_rules (start_at) WHERE ended_at IS NULL',
  );
  await knex.raw(`
    CREATE FUNCTION schedule_rule_ended_once() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL
        OR (to_jsonb(OLD) - '{ended_at,ended_by}'::text[]) <> (to_jsonb(NEW) - '{ended_at,ended_by}'::text[]) THEN
        RAISE EXCEPTION 'a calendar rule may be ended once and not changed otherwise' USING ERRCODE = 'CM002';
      END IF;
      RETURN NEW;
    END $$`);
  await knex.raw(
    `CREATE TRIGGER schedule_rules_ended_once BEFORE UPDATE ON schedule_rules
     FOR EACH ROW EXECUTE FUNCTION schedule_rule_ended_once()`,
  );
  await knex.raw(
    `CREATE TRIGGER schedule_rules_not_deleted BEFORE DELETE ON schedule_rules
     FOR EACH ROW EXECUTE FUNCTION refuse_rewriting()`,
  );

  await knex.raw(`
    CREATE TABLE policy_sets (
      activation bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      digest text NOT NULL,
      policies jsonb NOT NULL,
      activated_at timestamptz NOT NULL
    )`);
  await knex.raw(
    `CREATE TRIGGER policy_sets_append_only BEFORE UPDATE OR DELETE ON policy_sets
     FOR EACH ROW EXECUTE FUNCTION refuse_rewriting()`,
  );

  // Counted up in the transaction that closes a change, so that risk needs no scan over history.
  await knex.raw(`
    CREATE TABLE outcome_counts (
      scope text NOT NULL CHECK (scope IN ('all', 'item', 'team', 'level')),
      key text NOT NULL,
      demo boolean NOT NULL,
      n integer NOT NULL,
      failed integer NOT NULL,
      PRIMARY KEY (scope, key, demo)
    )`);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP TABLE outcome_counts');
  await knex.raw('DROP TABLE policy_sets');
  await knex.raw('DROP TABLE schedule_rules');
  await knex.raw('DROP FUNCTION schedule_rule_ended_once');
};
