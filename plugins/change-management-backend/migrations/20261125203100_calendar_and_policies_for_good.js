// @ts-check

const triggers = {
  schedule_rules: ['not_deleted', 'ended_once', 'not_truncated'],
  policy_sets: ['append_only', 'not_truncated'],
};

/**
 * Freezes and policy sets that were in force stay on record: they cannot be emptied all at once either, and their rules
 * hold for a session that replays (`session_replication_role = replica`) as for any other.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  for (const [table, names] of Object.entries(triggers)) {
    await knex.raw(
      `CREATE TRIGGER ${table}_not_truncated BEFORE TRUNCATE ON ${table}
       FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()`,
    );
    for (const name of names) {
      await knex.raw(
        `ALTER TABLE ${table} ENABLE ALWAYS TRIGGER ${table}_${name}`,
      );
    }
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const [table, names] of Object.entries(triggers)) {
    for (const name of names) {
      await knex.raw(`ALTER TABLE ${table} ENABLE TRIGGER ${table}_${name}`);
    }
    await knex.raw(`DROP TRIGGER ${table}_not_truncated ON ${table}`);
  }
};
