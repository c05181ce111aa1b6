// @ts-check

/**
 * A text search in which every word may be the beginning of one. The index of the words themselves finds a beginning by
 * gathering every word that begins so, which takes long for a frequent one however rare the others are. Where the
 * beginnings are the keys, the rarest leads.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  // The cost keeps the planner from computing it row by row: whoever does not ask the index asks `search`.
  await knex.raw(`
    CREATE FUNCTION word_beginnings(words tsvector) RETURNS text[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10000 AS $$
      SELECT array_agg(DISTINCT left(word, n))
      FROM unnest(tsvector_to_array(words)) AS word,
        generate_series(least(3, length(word)), least(12, length(word))) AS n
    $$`);
  await knex.raw(`
    CREATE FUNCTION searched_beginnings(words text) RETURNS text[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
      SELECT array_agg(DISTINCT left(word, 12))
      FROM unnest(tsvector_to_array(to_tsvector('simple'::regconfig, words))) AS word
    $$`);
  await knex.raw('DROP INDEX changes_search_idx');
  await knex.raw(
    'CREATE INDEX changes_search ON changes USING gin (word_beginnings(search))',
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP INDEX changes_search');
  await knex.raw('DROP FUNCTION searched_beginnings');
  await knex.raw('DROP FUNCTION word_beginnings');
  await knex.raw('CREATE INDEX ON changes USING gin (search)');
};
