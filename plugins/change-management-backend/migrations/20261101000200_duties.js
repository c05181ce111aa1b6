// @ts-check

/**
 * Segregation of duties and append-only records, held by the database whatever the service does.
 * CM001: a duty rule refuses. CM002: a record that stands may not be changed.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION '% of % is refused: what is recorded stays as it is', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'CM002';
    END $$`);
  for (const table of [
    'accepted_conflicts',
    'gate_decisions',
    'deployments',
    'change_plans',
  ]) {
    await knex.raw(
      `CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE ON ${table}
       FOR EACH ROW EXECUTE FUNCTION refuse_rewriting()`,
    );
  }
  for (const table of ['changes', 'approvals']) {
    await knex.raw(
      `CREATE TRIGGER ${table}_not_deleted BEFORE DELETE ON ${table}
       FOR EACH ROW EXECUTE FUNCTION refuse_rewriting()`,
    );
  }
  for (const table of [
    'changes',
    'approvals',
    'accepted_conflicts',
    'gate_decisions',
    'deployments',
    'change_plans',
  ]) {
    await knex.raw(
      `CREATE TRIGGER ${table}_not_truncated BEFORE TRUNCATE ON ${table}
       FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()`,
    );
  }

  // The row lock makes an approval and an edit of the people involved wait for each other.
  await knex.raw(`
    CREATE FUNCTION refuse_conflicted_approval() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      c changes%ROWTYPE;
      who text;
    BEGIN
      SELECT * INTO c FROM changes WHERE id = NEW.change_id FOR SHARE;
      FOREACH who IN ARRAY array_remove(ARRAY[NEW.approver, NEW.on_behalf_of], NULL) LOOP
        IF who = c.requester THEN
          RAISE EXCEPTION '% requested % and so never approves it', who, c.number USING ERRCODE = 'CM001';
        ELSIF who = c.implementer THEN
          RAISE EXCEPTION '% implements % and so never approves it', who, c.number USING ERRCODE = 'CM001';
        ELSIF who = ANY (c.plan_authors) THEN
          RAISE EXCEPTION '% wrote the plan of % and so never approves it', who, c.number USING ERRCODE = 'CM001';
        END IF;
      END LOOP;
      IF NEW.approver NOT LIKE 'user:%' THEN
        RAISE EXCEPTION '% is not a person: only people approve', NEW.approver USING ERRCODE = 'CM001';
      END IF;
      IF NEW.round <> c.approval_round THEN
        RAISE EXCEPTION 'round % of % is not the current one (%)', NEW.round, c.number, c.approval_round
          USING ERRCODE = 'CM002';
      END IF;
      RETURN NEW;
    END $$`);
  await knex.raw(
    `CREATE TRIGGER approvals_duties BEFORE INSERT ON approvals
     FOR EACH ROW EXECUTE FUNCTION refuse_conflicted_approval()`,
  );

  await knex.raw(`
    CREATE FUNCTION approval_voided_once() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF OLD.void_at IS NOT NULL OR NEW.void_at IS NULL
        OR (to_jsonb(OLD) - '{void_at,void_reason}'::text[])
          <> (to_jsonb(NEW) - '{void_at,void_reason}'::text[]) THEN
        RAISE EXCEPTION 'an approval may be voided once and not changed otherwise' USING ERRCODE = 'CM002';
      END IF;
      RETURN NEW;
    END $$`);
  await knex.raw(
    `CREATE TRIGGER approvals_voided_once BEFORE UPDATE ON approvals
     FOR EACH ROW EXECUTE FUNCTION approval_voided_once()`,
  );

  await knex.raw(`
    CREATE FUNCTION guard_change() RETURNS trigger LANGUAGE plpgsql AS $$
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
      IF NEW.approval_round < OLD.approval_round THEN
        RAISE EXCEPTION 'the approval rounds of % only count up', OLD.number USING ERRCODE = 'CM002';
      END IF;
      IF (NEW.implementer, NEW.plan_authors) IS DISTINCT FROM (OLD.implementer, OLD.plan_authors) THEN
        SELECT a.approver INTO who FROM approvals a
          WHERE a.change_id = NEW.id AND a.void_at IS NULL AND a.decision = 'approved'
            AND (a.approver = NEW.implementer OR a.on_behalf_of = NEW.implementer
              OR a.approver = ANY (NEW.plan_authors) OR a.on_behalf_of = ANY (NEW.plan_authors))
          LIMIT 1;
        IF who IS NOT NULL THEN
          RAISE EXCEPTION '% approved % (or somebody did in their name) and so cannot implement it or write its plan',
            who, OLD.number USING ERRCODE = 'CM001';
        END IF;
      END IF;
      RETURN NEW;
    END $$`);
  await knex.raw(
    `CREATE TRIGGER changes_guard BEFORE UPDATE ON changes
     FOR EACH ROW EXECUTE FUNCTION guard_change()`,
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  const triggers = {
    changes: ['not_deleted', 'not_truncated', 'guard'],
    approvals: ['not_deleted', 'not_truncated', 'duties', 'voided_once'],
    accepted_conflicts: ['append_only', 'not_truncated'],
    gate_decisions: ['append_only', 'not_truncated'],
    deployments: ['append_only', 'not_truncated'],
    change_plans: ['append_only', 'not_truncated'],
  };
  for (const [table, names] of Object.entries(triggers)) {
    for (const name of names) {
      await knex.raw(`DROP TRIGGER ${table}_${name} ON ${table}`);
    }
  }
  for (const name of [
    'refuse_rewriting',
    'refuse_conflicted_approval',
    'approval_voided_once',
    'guard_change',
  ]) {
    await knex.raw(`DROP FUNCTION ${name}`);
  }
};
