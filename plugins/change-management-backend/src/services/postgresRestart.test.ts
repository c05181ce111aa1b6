import { execFile } from 'child_process';
import { mkdtemp, readFile, rm } from 'fs/promises';
import { tmpdir } from 'os';
import path from 'path';
import { promisify } from 'util';
import { TestDatabases } from '@backstage/backend-test-utils';
import { LocalPostgres, startLocalPostgres } from '@countersign/local-postgres';
import knexFactory, { Knex } from 'knex';
import {
  eventually,
  expectTryAgain,
} from '@countersign/plugin-governance-test-utils';
import { askAsBoth } from '../__testUtils__/askAsBoth';
import { people } from '../__testUtils__/estate';
import { openLedger } from '../__testUtils__/ledger';
import {
  Portal,
  request,
  startPortal,
  windowAround,
} from '../__testUtils__/portal';

jest.setTimeout(180_000);

/** A server of the test's own, over a directory that outlives it. */
class Server {
  #running: LocalPostgres | undefined;

  constructor(readonly dataDir: string) {}

  /** Starts it, on the same port each time; the processes of a killed one may take a moment to go away. */
  async start(): Promise<LocalPostgres> {
    const port = this.#running?.port;
    await eventually(async () => {
      this.#running = await startLocalPostgres({ dataDir: this.dataDir, port });
    }, 60_000);
    return this.#running!;
  }

  /** Kills it as a power cut does: nothing is written down, nobody is told, and no session lives on for a moment. */
  async kill(): Promise<void> {
    const lockFile = path.join(this.dataDir, 'cluster', 'postmaster.pid');
    const [pid] = (await readFile(lockFile, 'utf8')).split('\n');
    // Stopped first, so that it starts no other.
    process.kill(Number(pid), 'SIGSTOP');
    const { stdout } = await promisify(execFile)('pgrep', ['-P', pid]);
    for (const each of [...stdout.trim().split('\n'), pid]) {
      try {
        process.kill(Number(each), 'SIGKILL');
      } catch (error) {
        // A session may have ended by itself meanwhile.
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
      }
    }
  }

  /** Does something between a kill and the next start. */
  async whileAway<T>(act: () => Promise<T>): Promise<T> {
    await this.kill();
    try {
      return await act();
    } finally {
      await this.start();
    }
  }

  stop = () => this.#running?.stop();
}

describe('when PostgreSQL is killed and started again', () => {
  let server: Server;
  let portal: Portal;
  let knex: Knex;

  beforeAll(async () => {
    server = new Server(await mkdtemp(path.join(tmpdir(), 'countersign-')));
    const { superuserUrl } = await server.start();
    const silent = () => {};
    knex = knexFactory({
      client: 'pg',
      connection: superuserUrl(),
      // It would print each of the hundreds of connections that fail here on purpose.
      log: { debug: silent, warn: silent, error: silent, deprecate: silent },
    });
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
