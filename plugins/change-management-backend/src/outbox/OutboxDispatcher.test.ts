import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { openDatabase } from '../database/migrate';
import { OutboxMessage, OutboxStore } from '../database/OutboxStore';
import { Deliver, OutboxDispatcher } from './OutboxDispatcher';

jest.setTimeout(60_000);

const signal = (name: string): OutboxMessage => ({
  kind: 'signal',
  channel: `test:${name}`,
});

describe('OutboxDispatcher', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  const store = new OutboxStore();
  const logger = mockServices.logger.mock();
  let knex: Knex;
  let delivered: unknown[];

  beforeAll(async () => {
    knex = await databases.init('POSTGRES_18');
    await openDatabase(mockServices.database({ knex }));
  });
  beforeEach(async () => {
    jest.clearAllMocks();
    delivered = [];
    await knex('outbox').delete();
  });

  const add = (...messages: OutboxMessage[]) =>
    knex.transaction(trx => store.add(trx, messages));
  const dispatcherWith = (
    deliver: Deliver,
    options: { mostAttempts?: number; timeoutMs?: number } = {},
  ) => new OutboxDispatcher({ knex, store, deliver, logger, ...options });
  /** Delivers everything but what is about `poison`. */
  const deliverBut =
    (poison: string, failure: () => Promise<void>): Deliver =>
    async message => {
      if (message.kind === 'signal' && message.channel === `test:${poison}`) {
        await failure();
      }
      delivered.push(message);
    };
  const drain = async (dispatcher: OutboxDispatcher) => {
    await knex('outbox').update({ next_attempt_at: new Date(0) });
    dispatcher.wake();
    await dispatcher.idle();
  };

  it('parks what it cannot read, and sends what stands behind it', async () => {
    await knex('outbox').insert({
      kind: 'event',
      payload: JSON.stringify({ kind: 'event', topic: 7 }),
    });
    await add(signal('CHG0000001'));
    await drain(dispatcherWith(deliverBut('none', async () => {})));

    expect(delivered).toEqual([signal('CHG0000001')]);
    expect(await knex('outbox')).toMatchObject([
      {
        kind: 'event',
        attempts: 1,
        parked_at: expect.any(Date),
        last_error: expect.stringContaining('malformed'),
      },
    ]);
    expect(await store.countParked(knex)).toBe(1);
    expect(logger.error).toHaveBeenCalledTimes(1);
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringMatching(/^The event \d+ of the outbox is parked/),
    );
  });

  it('tries what always fails so often and no more, later each time, while the rest goes out once', async () => {
    const failure = jest.fn(async () => {
      throw new Error('550 no such mailbox\u0000');
    });
    const dispatcher = dispatcherWith(deliverBut('CHG0000001', failure), {
      mostAttempts: 3,
    });
    await add(signal('CHG0000001'), signal('CHG0000002'));
    for (let attempt = 1; attempt <= 2; attempt++) {
      const before = Date.now();
      await drain(dispatcher);
      const [row] = await knex('outbox');
      expect(row).toMatchObject({ attempts: attempt, parked_at: null });
      expect(row.next_attempt_at.getTime()).toBeGreaterThan(
        before + 2 ** (attempt - 1) * 900,
      );
    }
    await drain(dispatcher);
    await drain(dispatcher);

    expect(failure).toHaveBeenCalledTimes(3);
    expect(delivered).toEqual([signal('CHG0000002')]);
    expect(await knex('outbox')).toMatchObject([
      {
        attempts: 3,
        parked_at: expect.any(Date),
        last_error: expect.stringContaining('550 no such mailbox'),
      },
    ]);

    // Once the reason is gone, somebody sends it on.
    failure.mockResolvedValue(undefined as never);
    await knex('outbox').update({ parked_at: null, attempts: 0 });
    await drain(dispatcher);
    expect(delivered).toEqual([signal('CHG0000002'), signal('CHG0000001')]);
    expect(await knex('outbox')).toEqual([]);
  });

  it('does not wait for ever for somebody who never answers', async () => {
    const dispatcher = dispatcherWith(
      deliverBut('CHG0000001', () => new Promise(() => {})),
      { timeoutMs: 50 },
    );
    await add(signal('CHG0000001'), signal('CHG0000002'));
    await drain(dispatcher);
    expect(delivered).toEqual([signal('CHG0000002')]);
    expect(await knex('outbox')).toMatchObject([
      { attempts: 1, last_error: expect.stringContaining('no answer') },
    ]);
  });
});
