import { TestDatabases } from '@backstage/backend-test-utils';
import { prepared } from './prepared';

jest.setTimeout(240_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

it('is planned once a connection, whatever its values, and each text apart', async () => {
  const knex = await databases.init('POSTGRES_18');
  await knex.transaction(async trx => {
    const doubled = (n: number) =>
      prepared(
        trx.raw<{ rows: unknown[] }>('SELECT 2 * :n::int AS found', { n }),
      );
    expect((await doubled(2)).rows).toEqual([{ found: 4 }]);
    expect((await doubled(3)).rows).toEqual([{ found: 6 }]);
    await prepared(trx.raw('SELECT 3 * ?::int AS found', [1]));
    const { rows } = await trx.raw(
      `SELECT statement FROM pg_prepared_statements WHERE name LIKE 'countersign_%' ORDER BY statement`,
    );
    expect(rows).toEqual([
      { statement: 'SELECT 2 * $1::int AS found' },
      { statement: 'SELECT 3 * $1::int AS found' },
    ]);
  });
});
