// @ts-check

/**
 * The outline of each plan beside it: what decides anything, without the attributes that are only shown. A large plan
 * is then never read whole to assess its risk. The database derives it, so that it cannot say anything else than the
 * plan.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE FUNCTION plan_outline(plan jsonb) RETURNS jsonb
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
      SELECT jsonb_build_object(
        'digest', plan -> 'digest',
        'counts', plan -> 'counts',
        'unmapped', plan -> 'unmapped',
        'redactions', plan -> 'redactions',
        'resources', (
          SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
            'address', r.resource -> 'address',
            'type', r.resource -> 'type',
            'action', r.resource -> 'action',
            'entityRef', r.resource -> 'entityRef'
          )) ORDER BY r.place), '[]')
          FROM jsonb_array_elements(plan -> 'resources')
            WITH ORDINALITY AS r (resource, place)
        )
      )
    $$`);
  for (const table of ['change_plans', 'uploaded_plans']) {
    await knex.raw(
      `ALTER TABLE ?? ADD COLUMN outline jsonb NOT NULL
         GENERATED ALWAYS AS (plan_outline(plan)) STORED`,
      [table],
    );
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of ['change_plans', 'uploaded_plans']) {
    await knex.raw('ALTER TABLE ?? DROP COLUMN outline', [table]);
  }
  await knex.raw('DROP FUNCTION plan_outline');
};
