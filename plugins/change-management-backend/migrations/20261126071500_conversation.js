// @ts-check

/**
 * What approvers want changed before a change goes ahead, and who follows a change.
 * CM001: a duty rule refuses. CM002: a record that stands may not be changed.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(
    'ALTER TABLE changes DROP CONSTRAINT changes_approval_status_check',
  );
  await knex.raw(`
    ALTER TABLE changes ADD CONSTRAINT changes_approval_status_check CHECK (approval_status IN
      ('not_requested', 'pending', 'changes_requested', 'due', 'approved', 'rejected', 'void', 'preapproved'))`);
  await knex.raw(`
    CREATE INDEX changes_requested ON changes (requester) WHERE approval_status = 'changes_requested'`);

  await knex.raw(`
    CREATE TABLE changes_requests (
      id uuid PRIMARY KEY,
      change_id uuid NOT NULL REFERENCES changes (id),
      round integer NOT NULL,
      group_ref text NOT NULL,
      approver text NOT NULL CHECK (approver = lower(approver)),
      on_behalf_of text,
      comment text NOT NULL CHECK (comment <> ''),
      subject_digest text NOT NULL,
      requested_at timestamptz NOT NULL,
      ended_at timestamptz,
      ended_by text CHECK (ended_by IN ('approval', 'withdrawal')),
      CHECK ((ended_at IS NULL) = (ended_by IS NULL))
    )`);
  // One person wants one thing at a time.
  await knex.raw(`
    CREATE UNIQUE INDEX changes_requests_once ON changes_requests (change_id, round, approver)
    WHERE ended_at IS NULL`);

  // Whoever may approve may request changes: the same duty rules, round and subject.
  await knex.raw(`
    CREATE TRIGGER changes_requests_duties BEFORE INSERT ON changes_requests
    FOR EACH ROW EXECUTE FUNCTION refuse_conflicted_approval()`);
  await knex.raw(`
    CREATE FUNCTION changes_request_ended_once() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL
        OR (to_jsonb(OLD) - '{ended_at,ended_by}'::text[]) <> (to_jsonb(NEW) - '{ended_at,ended_by}'::text[]) THEN
        RAISE EXCEPTION 'a request for changes ends once and is not changed otherwise' USING ERRCODE = 'CM002';
      END IF;
      IF NEW.ended_by = 'approval' AND NOT EXISTS (
        SELECT FROM approvals a WHERE a.change_id = NEW.change_id AND a.round = NEW.round
          AND a.decision = 'approved' AND lower(a.approver) = NEW.approver) THEN
        RAISE EXCEPTION '% has not approved what they wanted changed', NEW.approver USING ERRCODE = 'CM002';
      END IF;
      RETURN NEW;
    END $$`);
  await knex.raw(`
    CREATE TRIGGER changes_requests_ended_once BEFORE UPDATE ON changes_requests
    FOR EACH ROW EXECUTE FUNCTION changes_request_ended_once()`);
  await knex.raw(`
    CREATE TRIGGER changes_requests_not_deleted BEFORE DELETE ON changes_requests
    FOR EACH ROW EXECUTE FUNCTION refuse_rewriting()`);
  await knex.raw(`
    CREATE TRIGGER changes_requests_not_truncated BEFORE TRUNCATE ON changes_requests
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()`);

  // An emergency starts before it is approved, and so before what is wanted of it is done.
  await knex.raw(`
    CREATE FUNCTION refuse_going_ahead_over_requests() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF OLD.state IN ('new', 'assess', 'authorize') AND NEW.state IN ('scheduled', 'implement', 'review', 'closed')
        AND NOT (NEW.type = 'emergency' AND NEW.state = 'implement')
        AND EXISTS (SELECT FROM changes_requests r WHERE r.change_id = NEW.id AND r.round = NEW.approval_round
          AND r.ended_at IS NULL) THEN
        RAISE EXCEPTION 'changes to % are requested: it does not go ahead before', NEW.number USING ERRCODE = 'CM001';
      END IF;
      RETURN NEW;
    END $$`);
  await knex.raw(`
    CREATE TRIGGER changes_requested BEFORE UPDATE OF state ON changes
    FOR EACH ROW EXECUTE FUNCTION refuse_going_ahead_over_requests()`);

  for (const [table, trigger] of [
    ['changes_requests', 'changes_requests_duties'],
    ['changes_requests', 'changes_requests_ended_once'],
    ['changes_requests', 'changes_requests_not_deleted'],
    ['changes_requests', 'changes_requests_not_truncated'],
    ['changes', 'changes_requested'],
  ]) {
    await knex.raw(`ALTER TABLE ${table} ENABLE ALWAYS TRIGGER ${trigger}`);
  }

  await knex.raw(`
    CREATE TABLE change_followers (
      change_id uuid NOT NULL REFERENCES changes (id),
      who text NOT NULL CHECK (who = lower(who)),
      follows boolean NOT NULL,
      because text NOT NULL CHECK (because IN ('commented', 'mentioned', 'chose')),
      since timestamptz NOT NULL,
      PRIMARY KEY (change_id, who)
    )`);
};

/**
 * What approvers wanted changed is evidence, and is not dropped to go back a version.
 */
exports.down = async function down() {
  throw new Error(
    'Requests for changes are append-only records; to go back, restore the backup that was made before this migration',
  );
};
