// @ts-check

/** Append-only, or guarded by rules of their own; none of it depends on who is connected, or as a replica of what. */
const guards = {
  changes: ['not_deleted', 'not_truncated', 'guard'],
  approvals: ['not_deleted', 'not_truncated', 'duties', 'voided_once'],
  accepted_conflicts: ['append_only', 'not_truncated'],
  gate_decisions: ['append_only', 'not_truncated'],
  deployments: ['append_only', 'not_truncated'],
  change_plans: ['append_only', 'not_truncated'],
  change_hands: ['append_only', 'not_truncated', 'duties'],
  obligations: ['not_deleted', 'not_truncated', 'answered_once'],
};

/**
 * The facts of changes as folded from the ledger, the hands people had in them, and what went ahead unapproved and owes
 * an answer. The rules of the database look at these, so that a field that is emptied frees nobody.
 * CM001: a duty rule refuses. CM002: a record that stands may not be changed.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE TABLE change_facts (
      change_id uuid PRIMARY KEY REFERENCES changes (id),
      rules integer NOT NULL,
      facts json NOT NULL
    )`);
  await knex.raw(`
    CREATE TABLE change_hands (
      change_id uuid NOT NULL REFERENCES changes (id),
      who text NOT NULL CHECK (who = lower(who)),
      hand text NOT NULL,
      at timestamptz NOT NULL,
      entry_id uuid NOT NULL,
      PRIMARY KEY (change_id, who, hand)
    )`);
  await knex.raw(`
    CREATE TABLE obligations (
      change_id uuid PRIMARY KEY REFERENCES changes (id),
      since timestamptz NOT NULL,
      due_at timestamptz NOT NULL,
      answered_at timestamptz
    )`);
  await knex.raw(`ALTER TABLE approvals ADD COLUMN withdrawn_at timestamptz`);
  await knex.raw(`ALTER TABLE accepted_conflicts ADD COLUMN ends text`);
  await knex.raw(`ALTER TABLE gate_decisions ADD COLUMN stack jsonb`);
  await knex.raw(
    `ALTER TABLE deployments ADD COLUMN stack jsonb, ADD COLUMN covers boolean`,
  );
  await knex.raw(
    `ALTER TABLE changes ADD COLUMN declined text[] NOT NULL DEFAULT '{}'`,
  );
  // What is kept of an answer is what finds the record again, not the answer.
  await knex.raw(`
    UPDATE idempotency_keys SET response = to_jsonb(COALESCE(
      response->'change'->>'number', response->>'externalId', response->>'id'))
    WHERE jsonb_typeof(response) = 'object'`);

  await knex.raw(`
    CREATE OR REPLACE FUNCTION refuse_conflicted_approval() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      c changes%ROWTYPE;
      person text;
      had text;
    BEGIN
      SELECT * INTO c FROM changes WHERE id = NEW.change_id FOR NO KEY UPDATE;
      FOREACH person IN ARRAY array_remove(ARRAY[lower(NEW.approver), lower(NEW.on_behalf_of)], NULL) LOOP
        SELECT h.hand INTO had FROM change_hands h WHERE h.change_id = c.id AND h.who = person LIMIT 1;
        IF had IS NOT NULL THEN
          RAISE EXCEPTION '% had a hand in % (%) and so never approves it', person, c.number, had
            USING ERRCODE = 'CM001';
        ELSIF person = lower(c.requester) THEN
          RAISE EXCEPTION '% requested % and so never approves it', person, c.number USING ERRCODE = 'CM001';
        ELSIF person = lower(c.implementer) THEN
          RAISE EXCEPTION '% implements % and so never approves it', person, c.number USING ERRCODE = 'CM001';
        ELSIF person = ANY (lower(c.plan_authors::text)::text[]) AND NOT person = ANY (lower(c.declined::text)::text[]) THEN
          RAISE EXCEPTION '% wrote the plan of % and so never approves it', person, c.number USING ERRCODE = 'CM001';
        END IF;
      END LOOP;
      IF NEW.approver NOT LIKE 'user:%' THEN
        RAISE EXCEPTION '% is not a person: only people approve', NEW.approver USING ERRCODE = 'CM001';
      END IF;
      IF NEW.round <> c.approval_round THEN
        RAISE EXCEPTION 'round % of % is not the current one (%)', NEW.round, c.number, c.approval_round
          USING ERRCODE = 'CM002';
      END IF;
      IF NEW.subject_digest IS DISTINCT FROM c.subject_digest THEN
        RAISE EXCEPTION 'what is approved of % is not what approval was asked for', c.number USING ERRCODE = 'CM002';
      END IF;
      RETURN NEW;
    END $$`);

  // A deployment that an approver is reported for has happened: it marks a deviation and is not refused.
  await knex.raw(`
    CREATE FUNCTION refuse_hand_of_approver() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      c text;
    BEGIN
      SELECT number INTO c FROM changes WHERE id = NEW.change_id FOR NO KEY UPDATE;
      IF NEW.hand NOT IN ('reported', 'deployed') AND EXISTS (
        SELECT FROM approvals a WHERE a.change_id = NEW.change_id AND a.void_at IS NULL AND a.decision = 'approved'
          AND NEW.who IN (lower(a.approver), lower(a.on_behalf_of))) THEN
        RAISE EXCEPTION '% approved % (or somebody did in their name) and so has no further hand in it', NEW.who, c
          USING ERRCODE = 'CM001';
      END IF;
      RETURN NEW;
    END $$`);
  await knex.raw(
    `CREATE TRIGGER change_hands_duties BEFORE INSERT ON change_hands
     FOR EACH ROW EXECUTE FUNCTION refuse_hand_of_approver()`,
  );
  await knex.raw(
    `CREATE TRIGGER change_hands_append_only BEFORE UPDATE OR DELETE ON change_hands
     FOR EACH ROW EXECUTE FUNCTION refuse_rewriting()`,
  );
  await knex.raw(
    `CREATE TRIGGER obligations_not_deleted BEFORE DELETE ON obligations
     FOR EACH ROW EXECUTE FUNCTION refuse_rewriting()`,
  );
  for (const table of ['change_hands', 'obligations']) {
    await knex.raw(
      `CREATE TRIGGER ${table}_not_truncated BEFORE TRUNCATE ON ${table}
       FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()`,
    );
  }
  await knex.raw(`
    CREATE FUNCTION obligation_answered_once() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF OLD.answered_at IS NOT NULL OR NEW.answered_at IS NULL
        OR (NEW.change_id, NEW.since, NEW.due_at) IS DISTINCT FROM (OLD.change_id, OLD.since, OLD.due_at)
        OR NOT EXISTS (SELECT FROM approvals a WHERE a.change_id = NEW.change_id AND a.decided_at >= OLD.since) THEN
        RAISE EXCEPTION 'what went ahead unapproved is answered once, by an approval or a rejection'
          USING ERRCODE = 'CM002';
      END IF;
      RETURN NEW;
    END $$`);
  await knex.raw(
    `CREATE TRIGGER obligations_answered_once BEFORE UPDATE ON obligations
     FOR EACH ROW EXECUTE FUNCTION obligation_answered_once()`,
  );

  await knex.raw(`
    CREATE OR REPLACE FUNCTION approval_voided_once() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF OLD.void_at IS NOT NULL OR NEW.void_at IS NULL
        OR (to_jsonb(OLD) - '{void_at,void_reason,withdrawn_at}'::text[])
          <> (to_jsonb(NEW) - '{void_at,void_reason,withdrawn_at}'::text[]) THEN
        RAISE EXCEPTION 'an approval may be voided once and not changed otherwise' USING ERRCODE = 'CM002';
      END IF;
      RETURN NEW;
    END $$`);

  await knex.raw(`
    CREATE OR REPLACE FUNCTION guard_change() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      who text;
    BEGIN
      IF OLD.state IN ('closed', 'canceled') THEN
        RAISE EXCEPTION '% is % and stays as it is', OLD.number, OLD.state USING ERRCODE = 'CM002';
      END IF;
      IF (NEW.id, NEW.seq, NEW.number, NEW.requester, NEW.created_at, NEW.source, NEW.demo)
        IS DISTINCT FROM (OLD.id, OLD.seq, OLD.number, OLD.requester, OLD.created_at, OLD.source, OLD.demo) THEN
        RAISE EXCEPTION 'who requested %, and when and how it came about, cannot be changed', OLD.number
          USING ERRCODE = 'CM002';
      END IF;
      IF NOT (NEW.plan_authors @> OLD.plan_authors) THEN
        RAISE EXCEPTION 'an author of the plan of % cannot be taken off the record', OLD.number
          USING ERRCODE = 'CM002';
      END IF;
      IF NOT (NEW.declined @> OLD.declined) THEN
        RAISE EXCEPTION 'who declined a duty of % stays on record', OLD.number USING ERRCODE = 'CM002';
      END IF;
      IF NEW.approval_round < OLD.approval_round THEN
        RAISE EXCEPTION 'the approval rounds of % only count up', OLD.number USING ERRCODE = 'CM002';
      END IF;
      IF (OLD.state IN ('implement', 'review') OR OLD.type = 'retrospective') AND
        (NEW.title, NEW.description, NEW.type, NEW.category, NEW.environment, NEW.items, NEW.implementer,
         NEW.plan_authors, NEW.window_start, NEW.window_end, NEW.justification, NEW.implementation_plan,
         NEW.test_plan, NEW.backout_plan, NEW.links, NEW.commit_hash, NEW.template, NEW.plan_digest)
        IS DISTINCT FROM
        (OLD.title, OLD.description, OLD.type, OLD.category, OLD.environment, OLD.items, OLD.implementer,
         OLD.plan_authors, OLD.window_start, OLD.window_end, OLD.justification, OLD.implementation_plan,
         OLD.test_plan, OLD.backout_plan, OLD.links, OLD.commit_hash, OLD.template, OLD.plan_digest) THEN
        RAISE EXCEPTION '% has started: nothing of it is edited any more', OLD.number USING ERRCODE = 'CM002';
      END IF;
      IF NEW.state IN ('closed', 'canceled') AND EXISTS (
        SELECT FROM obligations o WHERE o.change_id = NEW.id AND o.answered_at IS NULL) THEN
        RAISE EXCEPTION '% went ahead unapproved: only an approval or a rejection ends what it owes', OLD.number
          USING ERRCODE = 'CM001';
      END IF;
      IF (NEW.implementer, NEW.plan_authors) IS DISTINCT FROM (OLD.implementer, OLD.plan_authors) THEN
        SELECT a.approver INTO who FROM approvals a
          WHERE a.change_id = NEW.id AND a.void_at IS NULL AND a.decision = 'approved'
            AND (lower(NEW.implementer) IN (lower(a.approver), lower(a.on_behalf_of))
              OR ARRAY[lower(a.approver), lower(a.on_behalf_of)] && lower(NEW.plan_authors::text)::text[])
          LIMIT 1;
        IF who IS NOT NULL THEN
          RAISE EXCEPTION '% approved % (or somebody did in their name) and so cannot implement it or write its plan',
            who, OLD.number USING ERRCODE = 'CM001';
        END IF;
      END IF;
      RETURN NEW;
    END $$`);

  for (const [table, names] of Object.entries(guards)) {
    for (const name of names) {
      await knex.raw(
        `ALTER TABLE ${table} ENABLE ALWAYS TRIGGER ${table}_${name}`,
      );
    }
  }
};

/**
 * Who had a hand in a change is evidence, and is not dropped to go back a version.
 */
exports.down = async function down() {
  throw new Error(
    'The facts of changes are append-only records; to go back, restore the backup that was made before this migration',
  );
};
