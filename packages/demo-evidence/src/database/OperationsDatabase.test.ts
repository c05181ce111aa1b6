import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { OperationsDatabase } from './OperationsDatabase';

jest.setTimeout(60_000);

describe("the demo's database of operations", () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  it('has the bookings of the last days up to now, and more as the hours go by', async () => {
    const knex = await databases.init('POSTGRES_18');
    let now = Date.parse('2026-11-25T11:30:00Z');
    const user = `reader_${Date.now()}`;
    const operations = new OperationsDatabase(knex, {
      rows: 1,
      seed: 'larkspur',
      reader: { user, password: "it's" },
      now: () => now,
    });
    await operations.prepare();
    // Another replica does the same.
    await operations.prepare();
    await operations.book(2);
    const counted = async () => {
      const [{ hours, last }] = await knex('larkspur_operations.bookings')
        .where({ service: 'wallet' })
        .select(knex.raw('count(*)::integer AS hours, max(hour) AS last'));
      return { hours, last: last.toISOString() };
    };
    // The day begins at 23:00 UTC.
    expect(await counted()).toEqual({
      hours: 48 + 12,
      last: '2026-11-25T10:00:00.000Z',
    });
    now += 3_600_000;
    await operations.book(2);
    expect(await counted()).toMatchObject({ hours: 61 });

    // Whoever reads it does nothing else.
    const asReader = <T>(work: (trx: Knex.Transaction) => PromiseLike<T>) =>
      knex.transaction(async trx => {
        await trx.raw('SET LOCAL ROLE ??', [user]);
        return work(trx);
      });
    expect(
      await asReader(trx => trx('larkspur_operations.services')),
    ).toHaveLength(6);
    await expect(
      asReader(trx => trx('larkspur_operations.services').delete()),
    ).rejects.toThrow(/permission denied/);
    await knex.raw('DROP OWNED BY ??', [user]);
    await knex.raw('DROP ROLE ??', [user]);
  });
});
