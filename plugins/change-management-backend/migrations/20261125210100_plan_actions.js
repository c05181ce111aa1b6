// @ts-check

/**
 * The outline of a plan names the actions that it invokes. Outlines that are there already belong to plans from before
 * actions were read, and stay.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE OR REPLACE FUNCTION plan_outline(plan jsonb) RETURNS jsonb
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
        ),
        'actions', (
          SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
            'address', a.action -> 'address',
            'type', a.action -> 'type',
            'entityRef', a.action -> 'entityRef'
          )) ORDER BY a.place), '[]')
          FROM jsonb_array_elements(coalesce(plan -> 'actions', '[]'))
            WITH ORDINALITY AS a (action, place)
        )
      )
    $$`);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw(`
    CREATE OR REPLACE FUNCTION plan_outline(plan jsonb) RETURNS jsonb
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
};
