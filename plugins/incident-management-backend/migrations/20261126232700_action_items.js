// @ts-check

/**
 * Action items of incidents, one row each, for lists over all incidents. What is in them is folded from the ledger; whoever
 * may see an incident may see its action items.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE TABLE incident_actions (
      seq bigint GENERATED ALWAYS AS IDENTITY,
      number text NOT NULL REFERENCES incidents (number),
      id text NOT NULL,
      item jsonb NOT NULL,
      owner text NOT NULL,
      due_at timestamptz NOT NULL,
      action_state text NOT NULL CHECK (action_state IN ('open', 'done', 'canceled')),
      PRIMARY KEY (number, id)
    )`);
  await knex.raw(
    'CREATE INDEX incident_actions_by_due ON incident_actions (due_at, seq)',
  );
  await knex.raw(`
    CREATE INDEX incident_actions_open ON incident_actions (owner, due_at, seq)
      WHERE action_state = 'open'`);

  // Whatever the program does: what was promised does not go, and what has ended stays as it ended.
  await knex.raw(`
    CREATE FUNCTION incident_action_stands() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP <> 'UPDATE' THEN
        RAISE EXCEPTION 'An action item is not deleted' USING ERRCODE = 'CS001';
      END IF;
      IF OLD.number <> NEW.number OR OLD.id <> NEW.id THEN
        RAISE EXCEPTION 'An action item of % stays there', OLD.number USING ERRCODE = 'CS001';
      END IF;
      IF OLD.action_state <> 'open' AND (NEW.action_state <> OLD.action_state OR NEW.item <> OLD.item) THEN
        RAISE EXCEPTION 'An action item of % is %, which is final', OLD.number, OLD.action_state
          USING ERRCODE = 'CS001';
      END IF;
      RETURN NEW;
    END $$`);
  await knex.raw(`
    CREATE TRIGGER incident_actions_stand BEFORE UPDATE OR DELETE ON incident_actions
      FOR EACH ROW EXECUTE FUNCTION incident_action_stands()`);
  await knex.raw(`
    CREATE TRIGGER incident_actions_not_truncated BEFORE TRUNCATE ON incident_actions
      FOR EACH STATEMENT EXECUTE FUNCTION incident_action_stands()`);
  for (const trigger of [
    'incident_actions_stand',
    'incident_actions_not_truncated',
  ]) {
    await knex.raw(
      `ALTER TABLE incident_actions ENABLE ALWAYS TRIGGER ${trigger}`,
    );
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP TABLE incident_actions');
  await knex.raw('DROP FUNCTION incident_action_stands()');
};
