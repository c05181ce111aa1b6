import type { Knex } from 'knex';

/**
 * Appends many entries in one statement, each exactly as `Ledger.append` would write it. For tests and benchmarks of
 * what comes after the append.
 */
export async function seedEntries(knex: Knex, count: number) {
  await knex.raw(
    `WITH made AS (
       SELECT n, gen_random_uuid() AS id FROM generate_series(1, ?::int) AS n
     ), entry AS (
       INSERT INTO ledger_entries (id, subject, leaf)
       SELECT id, 'CHG' || lpad((n % 1000)::text, 7, '0'),
         '{"actor":"user:default/ann","data":{"comment":"the plan was reviewed and holds what the change says","n":' || n ||
         '},"id":"' || id || '","occurredAt":"2026-01-02T03:04:05.678Z","subject":"CHG' || lpad((n % 1000)::text, 7, '0') ||
         '","type":"change.updated"}'
       FROM made ORDER BY n
       RETURNING seq
     )
     INSERT INTO ledger_pending (entry_seq) SELECT seq FROM entry`,
    [count],
  );
}
