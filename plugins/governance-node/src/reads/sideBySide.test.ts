import { setImmediate as turn } from 'timers/promises';
import { TestDatabases } from '@backstage/backend-test-utils';
import { prepared } from '@countersign/plugin-ledger-node';
import { Knex } from 'knex';
import { sideBySide } from './sideBySide';

jest.setTimeout(240_000);

/** Two questions that note when they begin and end. */
async function askTwo(db: object) {
  const noted: string[] = [];
  const ask = (name: string) => async () => {
    noted.push(`${name} begins`);
    await turn();
    noted.push(`${name} ends`);
    return name;
  };
  const both = await sideBySide(db as Knex, ask('a'), ask('b'));
  return { noted, answers: both };
}

describe('sideBySide', () => {
  const atOnce = {
    noted: ['a begins', 'b begins', 'a ends', 'b ends'],
    answers: ['a', 'b'],
  };
  const over = (connection: object) => ({
    isTransaction: true,
    client: { acquireConnection: async () => connection },
  });

  it('asks at once from the pool, and in a transaction', async () => {
    expect(await askTwo({ isTransaction: false })).toEqual(atOnce);
    expect(await askTwo(over({ pipeline: false }))).toEqual(atOnce);
  });

  it('asks one after the other where a connection takes but one', async () => {
    expect(await askTwo(over({}))).toEqual({
      noted: ['a begins', 'a ends', 'b begins', 'b ends'],
      answers: ['a', 'b'],
    });
  });

  describe('in a transaction of PostgreSQL', () => {
    const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
    let knex: Knex;

    beforeAll(async () => {
      knex = await databases.init('POSTGRES_18');
      await knex.schema.createTable('notes', table => {
        table.integer('n').primary();
      });
    });
    beforeEach(() => knex('notes').delete());

    const note = (trx: Knex, n: number) => () =>
      prepared(trx.raw('INSERT INTO notes VALUES (?)', [n]));
    const noted = () => knex('notes').orderBy('n').pluck('n');

    it('sends what nests before any of it is answered, and then one at a time again', async () => {
      await knex.transaction(async trx => {
        const connection = await trx.client.acquireConnection();
        const read = (n: number) => () =>
          trx.select(trx.raw('?::int AS n', [n]));
        const answers = await sideBySide(trx, read(1), () =>
          sideBySide(trx, read(2), async () => {
            await read(3)();
            expect(connection.pipeline).toBe(true);
            return read(4)();
          }),
        );
        expect(answers).toEqual([[{ n: 1 }], [[{ n: 2 }], [{ n: 4 }]]]);
        expect(connection.pipeline).toBe(false);
      });
    });

    it('writes all of it, in order', async () => {
      await knex.transaction(trx =>
        sideBySide(trx, note(trx, 1), note(trx, 2), note(trx, 3)),
      );
      expect(await noted()).toEqual([1, 2, 3]);
    });

    it.each([
      ['the first', [1, 2, 3]],
      ['one in the middle', [2, 1, 3]],
      ['the last', [2, 3, 1]],
    ])(
      'says what %s failed with, keeps nothing, and leaves the connection to the next',
      async (_, numbers) => {
        await note(knex, 1)();
        const connections = new Set();
        for (let i = 0; i < 2; i++) {
          const writing = knex.transaction(async trx => {
            connections.add(await trx.client.acquireConnection());
            await sideBySide(trx, ...numbers.map(n => note(trx, n)));
          });
          await expect(writing).rejects.toMatchObject({ code: '23505' });
          expect(await noted()).toEqual([1]);
        }
        expect(connections.size).toBe(1);
        await knex.transaction(trx => note(trx, 4)());
        expect(await noted()).toEqual([1, 4]);
      },
    );

    it('waits for the rest where something else than a statement fails', async () => {
      const refused = knex.transaction(async trx => {
        await sideBySide(trx, note(trx, 1), async () => {
          throw new Error('Not today');
        });
      });
      await expect(refused).rejects.toThrow('Not today');
      expect(await noted()).toEqual([]);
    });
  });
});
