import { mkdtemp, rm } from 'fs/promises';
import { tmpdir } from 'os';
import path from 'path';
import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import {
  eventually,
  expectTryAgain,
} from '@countersign/plugin-governance-test-utils';
import { askAsBoth } from '../__testUtils__/askAsBoth';
import { people } from '../__testUtils__/estate';
import { openLedger } from '../__testUtils__/ledger';
import { PostgresServer } from '../__testUtils__/PostgresServer';
import {
  Portal,
  request,
  startPortal,
  windowAround,
} from '../__testUtils__/portal';

jest.setTimeout(180_000);

describe('when PostgreSQL is killed and started again', () => {
  let server: PostgresServer;
  let portal: Portal;
  let knex: Knex;

  beforeAll(async () => {
    server = new PostgresServer(
      await mkdtemp(path.join(tmpdir(), 'countersign-')),
    );
    await server.start();
    knex = server.pool();
    const databases: Pick<TestDatabases, 'init'> = { init: async () => knex };
    portal = await startPortal(databases);
  });

  afterAll(async () => {
    await portal?.stop();
    await knex?.destroy();
    await server?.stop();
    await rm(server.dataDir, { recursive: true, force: true });
  });

  it('answers people and pipelines alike that it is away, and not where it is', async () => {
    const answers = await server.whileAway(() =>
      askAsBoth(portal, 'read and write'),
    );
    expect(answers.length).toBeGreaterThan(20);
    for (const answer of answers) {
      expectTryAgain(answer, /The database does not answer just now/);
    }
    await eventually(() => portal.as(people.dana).listChanges());
  });

  it('makes what is asked for exactly once, however often it has to be asked', async () => {
    const dana = portal.as(people.dana);
    const wanted = Array.from({ length: 24 }, (_, i) => ({
      idempotencyKey: `restart-${i}`,
      body: request({
        title: `Across a restart ${i}`,
        window: windowAround(i * 10, i * 10 + 1),
      }),
    }));
    const answers = new Map<string, string>();
    const refusals: unknown[] = [];
    const restarts: Promise<unknown>[] = [];
    const restartAfter = new Set([4, 15]);

    const waiting = [...wanted];
    const client = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const { body, idempotencyKey } = next;
        await eventually(async () => {
          try {
            const { change } = await dana.createChange(body, {
              idempotencyKey,
            });
            answers.set(idempotencyKey, change.number);
          } catch (error) {
            refusals.push(error);
            throw error;
          }
        }, 60_000);
        if (restartAfter.delete(answers.size)) {
          await server.kill();
          restarts.push(server.start());
        }
      }
    };
    await Promise.all([client(), client(), client()]);
    await Promise.all(restarts);

    expect(restarts).toHaveLength(2);
    // It was really away, and said so in words that help.
    expect(refusals.length).toBeGreaterThan(0);
    for (const refusal of refusals) {
      expect(refusal).toMatchObject({
        statusCode: 503,
        body: {
          error: {
            name: 'ServiceUnavailableError',
            message: expect.stringContaining('same Idempotency-Key'),
          },
        },
      });
    }

    expect(new Set(answers.values()).size).toBe(24);
    const { items, count } = await eventually(() =>
      dana.listChanges({ limit: 100 }),
    );
    expect(count.value).toBe(24);
    expect(items.map(change => change.title).sort()).toEqual(
      wanted.map(({ body }) => body.title).sort(),
    );

    // The ledger has each once too, in order, signed; and everybody concerned was told.
    await eventually(async () => {
      expect((await dana.getLedgerStatus()).pending).toBe(0);
      expect(await knex('outbox').select('kind', 'last_error')).toEqual([]);
    }, 60_000);
    const ledger = await openLedger(knex);
    expect(await ledger.audit()).toMatchObject({ ok: true, problems: [] });
    const created = await knex('ledger_entries')
      .whereRaw(`leaf::jsonb ->> 'type' = 'change.created'`)
      .select('subject');
    expect(created.map(entry => entry.subject).sort()).toEqual(
      [...answers.values()].sort(),
    );
    const asked = portal.notifications.send.mock.calls.map(
      ([{ payload }]) => payload.scope,
    );
    expect(new Set(asked)).toEqual(
      new Set(
        [...answers.values()].map(
          number => `change-management:${number}:approval-1`,
        ),
      ),
    );
  });
});
