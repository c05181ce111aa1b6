import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { KeysetList, wordSearch } from './KeysetList';
import { migrateShared } from './openDatabase';

jest.setTimeout(240_000);

/** More than the list is looked through before an index is asked. */
const ROWS = 14_000;

/** The words of each row: some that all have, some that few have, here and there or side by side. */
const words = `
  'all'
  || CASE WHEN n % 3 = 0 THEN ' third' ELSE '' END
  || CASE WHEN n % 150 = 0 THEN ' seldom' ELSE '' END
  || CASE WHEN n % 1500 = 7 THEN ' rare' ELSE '' END
  || CASE WHEN n <= 300 THEN ' oldest' ELSE '' END
  || CASE WHEN n = 13 THEN ' once' ELSE '' END`;

describe('KeysetList', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let knex: Knex;
  beforeAll(async () => {
    knex = await databases.init('POSTGRES_18');
    await migrateShared(knex);
    await knex.raw(`
      CREATE TABLE drills (
        seq bigint PRIMARY KEY,
        ended_at timestamptz NOT NULL,
        score integer NOT NULL,
        search tsvector NOT NULL
      )`);
    await knex.raw(`
      INSERT INTO drills
      SELECT n, to_timestamp(n / 2), n % 2, to_tsvector('simple', ${words})
      FROM generate_series(1, ${ROWS}) AS n`);
    await knex.raw(
      'CREATE INDEX ON drills USING gin (word_beginnings(search))',
    );
    await knex.raw('CREATE INDEX ON drills (ended_at, seq)');
    await knex.raw('ANALYZE drills');
  });

  const listOf = (limit: number, cursor?: string) =>
    new KeysetList({
      sort: 'ended',
      column: 'ended_at',
      order: 'desc',
      limit,
      cursor,
      table: 'drills',
      columns: ['seq'],
      toItem: row => Number(row.seq),
    });
  const all = () => knex('drills');
  const odd = () => knex('drills').where('score', 1);

  it.each([
    ['third', all, (n: number) => n % 3 === 0],
    ['seldom', all, (n: number) => n % 150 === 0],
    ['seld thi', all, (n: number) => n % 150 === 0],
    ['rare', all, (n: number) => n % 1500 === 7],
    ['rare', odd, (n: number) => n % 1500 === 7],
    ['oldest', all, (n: number) => n <= 300],
    ['oldest third', odd, (n: number) => n <= 300 && n % 6 === 3],
    ['once', all, (n: number) => n === 13],
    ['never', all, () => false],
  ])('finds %s, however it looks for it', async (q, matching, isFound) => {
    const wanted = Array.from({ length: ROWS }, (_, i) => ROWS - i).filter(
      n => isFound(n) && (matching === all || n % 2 === 1),
    );
    for (const cap of [100, 1000]) {
      const seen: number[] = [];
      let cursor: string | undefined;
      do {
        const page = await listOf(90, cursor).search(
          knex,
          matching,
          wordSearch(q, cap),
        );
        expect(page.count).toEqual({
          value: Math.min(wanted.length, cap),
          capped: wanted.length > cap,
        });
        seen.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor && seen.length < 400);
      expect(seen.slice(0, 400)).toEqual(wanted.slice(0, 400));
    }
  });

  it('searches without other processes, which take longer to start than it has to look', async () => {
    const plan = await knex.transaction(async trx => {
      // As where a planner takes a search for costly.
      for (const cost of ['parallel_setup_cost', 'parallel_tuple_cost']) {
        await trx.raw('SET LOCAL ?? = 0', [cost]);
      }
      await trx.raw('SET LOCAL min_parallel_table_scan_size = 0');
      const planned = async (query: Knex.QueryBuilder) => {
        const { rows } = await trx.raw(`EXPLAIN ${query.toQuery()}`);
        return JSON.stringify(rows);
      };
      expect(await planned(trx('drills').where('score', 1))).toContain(
        'Gather',
      );
      return planned(wordSearch('rare third', 100).find(trx('drills')));
    });
    expect(plan).not.toContain('Gather');
  });

  it('looks no further than it must for what most rows have', async () => {
    const asked: string[] = [];
    knex.on('query', ({ sql }: { sql: string }) => asked.push(sql));
    const { count } = await listOf(25).search(
      knex,
      all,
      wordSearch('all', 100),
    );
    expect(count).toEqual({ value: 100, capped: true });
    expect(asked).toHaveLength(1);
  });
});
