// @ts-check

/**
 * What was rejected, by what is deployed of it: an emergency or a standard change with the same plan or commit is told of
 * it whatever its own number is. CM002: a record that stands may not be changed. No foreign key: it would have writers of
 * changes wait, and no change is ever deleted.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE TABLE rejected_contents (
      approval_id uuid PRIMARY KEY,
      change_id uuid NOT NULL,
      environment text NOT NULL,
      items text[] NOT NULL,
      plan_digest text,
      commit_hash text,
      rejected_at timestamptz NOT NULL,
      approved_at timestamptz,
      CHECK (plan_digest IS NOT NULL OR commit_hash IS NOT NULL)
    )`);
  await knex.raw(
    'CREATE INDEX rejected_plans ON rejected_contents (plan_digest) WHERE plan_digest IS NOT NULL',
  );
  await knex.raw(
    'CREATE INDEX rejected_commits ON rejected_contents (commit_hash) WHERE commit_hash IS NOT NULL',
  );
  // Of what was rejected before there was this table, as it stands now.
  await knex.raw(`
    INSERT INTO rejected_contents
      (approval_id, change_id, environment, items, plan_digest, commit_hash, rejected_at)
    SELECT DISTINCT ON (c.id) a.id, c.id, c.environment, c.items, c.plan_digest, c.commit_hash, a.decided_at
    FROM changes c JOIN approvals a ON a.change_id = c.id AND a.decision = 'rejected'
    WHERE c.approved_at IS NULL AND (c.plan_digest IS NOT NULL OR c.commit_hash IS NOT NULL)
    ORDER BY c.id, a.decided_at DESC`);
  await knex.raw(`
    CREATE FUNCTION rejected_content_approved_once() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF OLD.approved_at IS NOT NULL OR NEW.approved_at IS NULL
        OR (to_jsonb(OLD) - 'approved_at') <> (to_jsonb(NEW) - 'approved_at') THEN
        RAISE EXCEPTION 'what was rejected is approved once and not changed otherwise' USING ERRCODE = 'CM002';
      END IF;
      RETURN NEW;
    END $$`);
  await knex.raw(`
    CREATE TRIGGER rejected_contents_approved_once BEFORE UPDATE ON rejected_contents
    FOR EACH ROW EXECUTE FUNCTION rejected_content_approved_once()`);
  await knex.raw(`
    CREATE TRIGGER rejected_contents_not_deleted BEFORE DELETE ON rejected_contents
    FOR EACH ROW EXECUTE FUNCTION refuse_rewriting()`);
  await knex.raw(`
    CREATE TRIGGER rejected_contents_not_truncated BEFORE TRUNCATE ON rejected_contents
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()`);
  for (const name of ['approved_once', 'not_deleted', 'not_truncated']) {
    await knex.raw(
      `ALTER TABLE rejected_contents ENABLE ALWAYS TRIGGER rejected_contents_${name}`,
    );
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP TABLE rejected_contents');
  await knex.raw('DROP FUNCTION rejected_content_approved_once()');
};
