import { chmod, mkdtemp, rm } from 'fs/promises';
import { tmpdir } from 'os';
import path from 'path';
import { Knex } from 'knex';
import { eventually } from '@countersign/plugin-governance-test-utils';
import { verifyBundle } from '@countersign/plugin-ledger-common';
import { people } from '../__testUtils__/estate';
import { openLedger } from '../__testUtils__/ledger';
import { MovingAddress } from '../__testUtils__/MovingAddress';
import { PostgresServer } from '../__testUtils__/PostgresServer';
import {
  commit,
  Portal,
  request,
  startPortal,
  windowAround,
} from '../__testUtils__/portal';

jest.setTimeout(300_000);

const STANDBY = 'standby';
const WANTED = 30;
const CLIENTS = 4;

/** From then on each commit waits for the standby. */
async function untilSynchronous(primary: PostgresServer): Promise<void> {
  await eventually(async () => {
    const [sender] = await primary.query(
      'SELECT application_name, sync_state FROM pg_stat_replication',
    );
    expect(sender).toEqual({ application_name: STANDBY, sync_state: 'sync' });
  }, 60_000);
}

describe('a synchronous standby that takes over while requests run', () => {
  let folder: string;
  let primary: PostgresServer;
  let standby: PostgresServer;
  let address: MovingAddress;
  let knex: Knex;
  let portal: Portal;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'countersign-'));
    // The servers run as another account where the test runs as root.
    await chmod(folder, 0o711);
    primary = new PostgresServer(path.join(folder, 'primary'), {
      wal_keep_size: '512MB',
    });
    await primary.start();
    standby = new PostgresServer(path.join(folder, 'standby'));
    await primary.backUpForStandby(standby.dataDir, STANDBY);
    await standby.start();
    await primary.query(
      `ALTER SYSTEM SET synchronous_standby_names = '${STANDBY}'`,
    );
    await primary.query('SELECT pg_reload_conf()');
    await untilSynchronous(primary);
    address = await MovingAddress.to(primary.port);
    knex = primary.pool(address.port);
    portal = await startPortal({ init: async () => knex });
  });

  afterAll(async () => {
    await portal?.stop();
    await knex?.destroy();
    await address?.stop();
    await primary?.stop();
    await standby?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('has everything that was answered, once; what was refused succeeds when it is asked again', async () => {
    const dana = portal.as(people.dana);
    // What is asked again is the same to the millisecond of its window: the refused one may have been done.
    const requests = Array.from({ length: WANTED }, (_, i) =>
      request({
        title: `Across a failover ${i}`,
        window: windowAround(i * 10, i * 10 + 1),
      }),
    );
    const create = (i: number) =>
      dana.createChange(requests[i], { idempotencyKey: `failover-${i}` });
    const first = await create(0);
    const kept = await eventually(async () => {
      const status = await dana.getLedgerStatus();
      expect(status.pending).toBe(0);
      return status.checkpoint!;
    });

    const answered = new Map<string, string>([
      [first.change.title, first.change.number],
    ]);
    const refusals: unknown[] = [];
    const decided: string[] = [];
    const failover: { done?: Promise<void> } = {};
    const failOver = async () => {
      await primary.kill();
      await standby.query('SELECT pg_promote()');
      address.move(standby.port);
    };
    const waiting = Array.from({ length: WANTED - 1 }, (_, i) => i + 1);
    const client = async () => {
      for (let i = waiting.shift(); i; i = waiting.shift()) {
        const n = i;
        const { change } = await create(n).catch(async refusal => {
          refusals.push(refusal);
          await failover.done;
          // Once, and no more: the standby has taken over.
          return create(n);
        });
        answered.set(change.title, change.number);
        if (answered.size === 8) failover.done = failOver();
      }
    };
    const gate = async () => {
      while (waiting.length > 0) {
        try {
          const asked = { change: first.change.number, commit };
          decided.push((await portal.asPipeline().askGate(asked)).id);
        } catch (refusal) {
          refusals.push(refusal);
          await failover.done;
        }
      }
    };
    const clients = Array.from({ length: CLIENTS }, client);
    await Promise.all([...clients, gate()]).finally(() => {
      // Nobody goes on where one has failed.
      waiting.length = 0;
    });
    await failover.done;

    expect(refusals.length).toBeGreaterThan(0);
    for (const refusal of refusals) {
      expect(refusal).toMatchObject({
        statusCode: 503,
        body: { error: { name: 'ServiceUnavailableError' } },
      });
      expect(
        (refusal as { response: Response }).response.headers.get('retry-after'),
      ).toMatch(/^\d+$/);
    }

    const { items, count } = await dana.listChanges({ limit: 100 });
    expect(count.value).toBe(WANTED);
    expect(new Map(items.map(({ title, number }) => [title, number]))).toEqual(
      answered,
    );
    await eventually(async () => {
      expect((await dana.getLedgerStatus()).pending).toBe(0);
      expect(await knex('outbox').select('kind', 'last_error')).toEqual([]);
    }, 60_000);
    const ledger = await openLedger(knex);
    expect(await ledger.audit()).toMatchObject({ ok: true, problems: [] });
    const entries = await knex('ledger_entries').select(
      knex.raw(`leaf::jsonb ->> 'type' AS type`),
      'subject',
      knex.raw(`leaf::jsonb #>> '{data,id}' AS decision`),
    );
    const created = entries.filter(({ type }) => type === 'change.created');
    expect(created.map(({ subject }) => subject).sort()).toEqual(
      [...answered.values()].sort(),
    );
    expect(decided.length).toBeGreaterThan(0);
    expect(entries.map(({ decision }) => decision)).toEqual(
      expect.arrayContaining(decided),
    );

    const { verifierKeys: trustedKeys } = await dana.getLedgerStatus();
    for (const number of answered.values()) {
      const bundle = await dana.getEvidence(number, { since: kept });
      const { problems } = verifyBundle(bundle, {
        trustedKeys,
        knownCheckpoint: kept,
      });
      expect([number, problems]).toEqual([number, []]);
    }
  });
});
