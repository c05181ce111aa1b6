// @ts-check

/**
 * A search has its page sooner than other processes are started to help with it: an area had said so already when the
 * functions became shared ones, and was overruled.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw('ALTER FUNCTION searched_beginnings PARALLEL UNSAFE');
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('ALTER FUNCTION searched_beginnings PARALLEL SAFE');
};
