import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  connectionOf,
  eventually,
  migrateBefore,
  migrationFolders,
  THE_VERSION_BEFORE,
} from '@countersign/plugin-governance-test-utils';
import { verifyBundle } from '@countersign/plugin-ledger-common';
import knexFactory, { Knex } from 'knex';
import { people } from '../__testUtils__/estate';
import { openLedger } from '../__testUtils__/ledger';
import {
  Portal,
  request,
  startPortal,
  windowAround,
} from '../__testUtils__/portal';

jest.setTimeout(300_000);

const WRITERS = 3;

describe('an update, replica by replica', () => {
  const pools: Knex[] = [];
  afterAll(() => Promise.all(pools.map(pool => pool.destroy())));
  /** Each replica has its own connections. */
  const anotherPool = (knex: Knex) => {
    const pool = knexFactory({
      client: 'pg',
      connection: connectionOf(knex),
    });
    pools.push(pool);
    return pool;
  };
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  it('refuses nothing but what is repeated: each request is done once, by the old replica or the new one', async () => {
    const knex = await databases.init('POSTGRES_18');
    await migrateBefore(
      knex,
      THE_VERSION_BEFORE,
      migrationFolders('change-management'),
    );
    const start = async (skip: boolean) => {
      const pool = anotherPool(knex);
      const database = mockServices.database.factory({
        knex: pool,
        migrations: { skip },
      });
      return startPortal(databases, { knex: pool, services: [database] });
    };
    // It keeps the tables as they are, as one that has started already does.
    const old = await start(true);
    const replicas: Portal[] = [old];
    const answers = new Map<string, string>();
    const troubles: { statusCode?: number; message?: string }[] = [];
    const decisions = new Set<string>();
    let isUpdating = true;

    // As a balancer has it: any replica that is there, and another one when it does not answer.
    const ask = <T>(act: (portal: Portal) => Promise<T>) =>
      eventually(async () => {
        const portal = replicas[Math.floor(Math.random() * replicas.length)];
        try {
          return await act(portal);
        } catch (error) {
          troubles.push(error as Error);
          throw error;
        }
      }, 60_000);

    const write = async (writer: number) => {
      for (let i = 0; isUpdating; i++) {
        const idempotencyKey = `update-${writer}-${i}`;
        const title = `Across an update ${writer} ${i}`;
        const body = request({
          title,
          window: windowAround(
            writer * 1000 + i * 10,
            writer * 1000 + i * 10 + 1,
          ),
        });
        const { change } = await ask(portal =>
          portal.as(people.dana).createChange(body, { idempotencyKey }),
        );
        answers.set(title, change.number);
        await ask(portal =>
          portal
            .as(people.dana)
            .act(
              change.number,
              'comment',
              { text: 'Still there?' },
              { idempotencyKey: `${idempotencyKey}-comment` },
            ),
        );
      }
    };
    const read = async () => {
      while (isUpdating) {
        await ask(portal => portal.as(people.dana).listChanges());
        await ask(portal => portal.as(people.dana).getMetrics());
        const [number] = answers.values();
        if (number) {
          const gate = await ask(portal =>
            portal.asPipeline().askGate({
              change: number,
              environment: 'production',
            }),
          );
          decisions.add(gate.decision);
        }
      }
    };
    const done = async (more: number) => {
      const enough = answers.size + more;
      await eventually(
        () => expect(answers.size).toBeGreaterThanOrEqual(enough),
        60_000,
      );
    };

    const load = Promise.all([
      ...Array.from({ length: WRITERS }, (_, writer) => write(writer)),
      read(),
    ]);
    load.catch(() => {});
    let next: Portal;
    try {
      await done(6);
      next = await start(false);
      replicas.push(next);
      await done(9);
      // It gets no new requests, and goes while it has some.
      replicas.shift();
      await old.stop();
      await done(6);
    } finally {
      isUpdating = false;
      await load;
    }

    // One says so itself; of one that is gone nobody hears.
    for (const { statusCode = 503, message } of troubles) {
      expect([statusCode, message]).toEqual([503, expect.any(String)]);
    }
    expect([...decisions]).toEqual(['refuse']);
    const dana = next.as(people.dana);
    const titles = new Set<string>();
    for (const [title, number] of answers) {
      const { items } = await dana.getTimeline(number);
      const types = items.map(({ type }) => type);
      expect(types.filter(type => type === 'change.created')).toHaveLength(1);
      expect(types.filter(type => type === 'change.commented')).toHaveLength(1);
      titles.add(title);
    }
    const { count } = await dana.listChanges();
    expect(count.value).toBe(titles.size);
    expect(new Set(answers.values()).size).toBe(titles.size);

    const ledger = await openLedger(knex);
    expect(await ledger.audit()).toMatchObject({ ok: true, problems: [] });
    const [number] = answers.values();
    expect(
      verifyBundle(await dana.getEvidence(number), {
        trustedKeys: ledger.verifierKeys(),
      }).problems,
    ).toEqual([]);
    await next.stop();
  });
});
