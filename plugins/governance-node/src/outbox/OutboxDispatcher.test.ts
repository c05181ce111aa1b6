import { randomUUID } from 'crypto';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { eventually } from '@countersign/plugin-governance-test-utils';
import { Knex } from 'knex';
import { migrateShared } from '../database/openDatabase';
import { Deliver, OutboxDispatcher } from './OutboxDispatcher';
import { OutboxMessage, OutboxStore } from './OutboxStore';

jest.setTimeout(240_000);

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
    await migrateShared(knex);
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
    options: {
      mostAttempts?: number;
      timeoutMs?: number;
      leaseMs?: number;
    } = {},
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
    expect(await store.figures(knex)).toMatchObject({ waiting: 0, parked: 1 });
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

  /** Deliveries that arrive when they are told to. */
  function heldDeliveries() {
    const held: { message: OutboxMessage; arrive(): void }[] = [];
    const deliver: Deliver = message =>
      new Promise(resolve => {
        held.push({ message, arrive: resolve });
      });
    const begun = (n: number) =>
      eventually(() => {
        expect(held).toHaveLength(n);
        return held[n - 1];
      });
    return { held, deliver, begun };
  }

  it('leaves what one replica is sending to it, however slow, and sends the rest', async () => {
    const slow = heldDeliveries();
    const first = dispatcherWith(slow.deliver, { leaseMs: 600 });
    const second = dispatcherWith(deliverBut('none', async () => {}));
    await add(signal('CHG0000001'), signal('CHG0000002'));
    first.wake();
    const { arrive } = await slow.begun(1);
    const leased = async () => {
      const [{ leased_until: until }] = await knex('outbox').orderBy('id');
      return until.getTime() as number;
    };
    const leasedAtFirst = await leased();
    await eventually(async () =>
      expect(await leased()).toBeGreaterThan(leasedAtFirst + 600),
    );
    // Nothing waits for whoever is slow, and nothing of theirs is locked.
    await drain(second);
    expect(delivered).toEqual([signal('CHG0000002')]);

    arrive();
    await first.idle();
    await drain(second);
    expect(slow.held.map(({ message }) => message)).toEqual([
      signal('CHG0000001'),
    ]);
    expect(delivered).toEqual([signal('CHG0000002')]);
    expect(await knex('outbox')).toEqual([]);
  });

  it('sends again what a replica had taken that is gone, once its lease has ended', async () => {
    const gone = heldDeliveries();
    await add(signal('CHG0000001'));
    // It does not come to extend its lease any more.
    const killed = dispatcherWith(gone.deliver, { leaseMs: 600_000 });
    killed.wake();
    const { arrive } = await gone.begun(1);
    const other = dispatcherWith(deliverBut('none', async () => {}));
    await drain(other);
    expect(delivered).toEqual([]);

    await knex('outbox').update({ leased_until: new Date(0) });
    await drain(other);
    expect(delivered).toEqual([signal('CHG0000001')]);
    expect(await knex('outbox')).toEqual([]);
    arrive();
    await killed.idle();
  });

  it('sends again at once what it could not acknowledge, without waiting for its own lease', async () => {
    const acknowledge = jest
      .spyOn(store, 'acknowledge')
      .mockRejectedValueOnce(new Error('the connection was terminated'));
    const dispatcher = dispatcherWith(
      deliverBut('none', async () => {}),
      { leaseMs: 3_600_000 },
    );
    await add(signal('CHG0000001'));
    await drain(dispatcher);
    acknowledge.mockRestore();

    expect(delivered).toEqual([signal('CHG0000001'), signal('CHG0000001')]);
    expect(await knex('outbox')).toEqual([]);
  });

  it('takes nothing back that another replica has by now', async () => {
    await add(signal('CHG0000001'));
    const row = await store.takeNextDue(knex, randomUUID(), 0);
    const lease = randomUUID();
    await store.takeNextDue(knex, lease, 600_000);
    const late = randomUUID();
    await store.postpone(knex, row!.id, late, 'too late', 1);
    await store.park(knex, row!.id, late, 'too late');
    await store.extend(knex, row!.id, late, 0);
    expect(await knex('outbox')).toMatchObject([
      { attempts: 0, parked_at: null, lease, last_error: null },
    ]);
    await knex('outbox').update({ leased_until: null });
  });

  it('sends each message once where many replicas drain at the same time', async () => {
    const messages = Array.from({ length: 60 }, (_, i) => signal(`${i}`));
    await add(...messages);
    const replicas = Array.from({ length: 4 }, () =>
      dispatcherWith(deliverBut('none', async () => {})),
    );
    await Promise.all(replicas.map(drain));
    const channels = (all: unknown[]) =>
      all.map(message => (message as { channel: string }).channel).sort();
    expect(channels(delivered)).toEqual(channels(messages));
    expect(await knex('outbox')).toEqual([]);
  });

  it('lets what is on its way arrive when it is stopped, and leaves the rest to others', async () => {
    const slow = heldDeliveries();
    const stopping = dispatcherWith(slow.deliver);
    await add(signal('CHG0000001'), signal('CHG0000002'));
    stopping.wake();
    const { arrive } = await slow.begun(1);
    const stopped = stopping.stop();
    arrive();
    await stopped;
    expect(slow.held).toHaveLength(1);
    await drain(dispatcherWith(deliverBut('none', async () => {})));
    expect(delivered).toEqual([signal('CHG0000002')]);
  });
});
