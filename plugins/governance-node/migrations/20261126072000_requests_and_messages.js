// @ts-check

/**
 * What every area keeps beside its records: answers to requests that may be repeated, messages on their way out, and the
 * functions by which words are searched. Change management had them as its own: what is there is taken over as it is.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE TABLE IF NOT EXISTS idempotency_keys (
      actor text NOT NULL,
      key text NOT NULL,
      request_hash text NOT NULL,
      response jsonb,
      created_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (actor, key)
    )`);
  await knex.raw(
    'CREATE INDEX IF NOT EXISTS idempotency_keys_created_at_idx ON idempotency_keys (created_at)',
  );

  // A message that nobody will ever take is set aside, with the reason in `last_error`.
  await knex.raw(`
    CREATE TABLE IF NOT EXISTS outbox (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      kind text NOT NULL CHECK (kind IN ('event', 'notification', 'signal')),
      payload jsonb NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      attempts integer NOT NULL DEFAULT 0,
      next_attempt_at timestamptz NOT NULL DEFAULT now(),
      last_error text,
      parked_at timestamptz
    )`);
  await knex.raw(
    'CREATE INDEX IF NOT EXISTS outbox_due ON outbox (next_attempt_at, id) WHERE parked_at IS NULL',
  );

  // Where beginnings of words are the keys of an index, the rarest leads a search. The cost keeps the planner from
  // computing them row by row: whoever does not ask the index asks the words themselves.
  await knex.raw(`
    CREATE OR REPLACE FUNCTION word_beginnings(words tsvector) RETURNS text[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10000 AS $$
      SELECT array_agg(DISTINCT left(word, n))
      FROM unnest(tsvector_to_array(words)) AS word,
        generate_series(least(3, length(word)), least(12, length(word))) AS n
    $$`);
  await knex.raw(`
    CREATE OR REPLACE FUNCTION searched_beginnings(words text) RETURNS text[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
      SELECT array_agg(DISTINCT left(word, 12))
      FROM unnest(tsvector_to_array(to_tsvector('simple'::regconfig, words))) AS word
    $$`);
};

/** Whose tables they were before is not known any more: they stay. */
exports.down = async function down() {};
