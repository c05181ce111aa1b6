// @ts-check

/**
 * A pipeline's run opens one change for each stack: a run that plans several directories or workspaces opens several.
 * `opened_by` is who asked, so that a run id that somebody else used first does not hand over their change; it is not
 * known of changes that were opened before.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw('ALTER TABLE changes ADD COLUMN opened_by text');
  await knex.raw('DROP INDEX changes_source_run');
  await knex.raw(
    `CREATE UNIQUE INDEX changes_source_run ON changes
       ((source->>'kind'), COALESCE(source->>'repository', ''), (source->>'runId'),
        COALESCE(source->>'workspace', ''), COALESCE(source->>'directory', ''))
     WHERE source->>'runId' IS NOT NULL`,
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP INDEX changes_source_run');
  await knex.raw(
    `CREATE UNIQUE INDEX changes_source_run ON changes
       ((source->>'kind'), COALESCE(source->>'repository', ''), (source->>'runId'))
     WHERE source->>'runId' IS NOT NULL`,
  );
  await knex.raw('ALTER TABLE changes DROP COLUMN opened_by');
};
