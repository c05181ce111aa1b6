// @ts-check

/**
 * What was rejected from now on, by what is deployed of it: an emergency or a standard change with the same plan or commit is
 * told of it whatever its own number is. Whether it was approved since, the changes say. CM002: a record that stands may not
 * be changed.
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
      CHECK (plan_digest IS NOT NULL OR commit_hash IS NOT NULL)
    )`);
  await knex.raw(
    'CREATE INDEX rejected_plans ON rejected_contents (plan_digest) WHERE plan_digest IS NOT NULL',
  );
  await knex.raw(
    'CREATE INDEX rejected_commits ON rejected_contents (commit_hash) WHERE commit_hash IS NOT NULL',
  );
  await knex.raw(`
    CREATE TRIGGER rejected_contents_append_only BEFORE UPDATE OR DELETE ON rejected_contents
    FOR EACH ROW EXECUTE FUNCTION refuse_rewriting()`);
  await knex.raw(`
    CREATE TRIGGER rejected_contents_not_truncated BEFORE TRUNCATE ON rejected_contents
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()`);
  for (const name of ['append_only', 'not_truncated']) {
    await knex.raw(
      `ALTER TABLE rejected_contents ENABLE ALWAYS TRIGGER rejected_contents_${name}`,
    );
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP TABLE rejected_contents');
};
