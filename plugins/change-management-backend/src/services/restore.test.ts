import { chmod, mkdir, mkdtemp, rm } from 'fs/promises';
import { tmpdir } from 'os';
import path from 'path';
import { eventually } from '@countersign/plugin-governance-test-utils';
import { verifyBundle } from '@countersign/plugin-ledger-common';
import { Knex } from 'knex';
import { people } from '../__testUtils__/estate';
import { openLedger } from '../__testUtils__/ledger';
import { PostgresServer } from '../__testUtils__/PostgresServer';
import {
  Portal,
  request,
  startPortal,
  windowAround,
} from '../__testUtils__/portal';

jest.setTimeout(300_000);

/** What runs on a server: to be stopped with it. */
interface Site {
  server: PostgresServer;
  knex: Knex;
  portal: Portal;
}

describe('a restore to a moment between a backup and an accident', () => {
  const sites: Site[] = [];
  let folder: string;

  const open = async (server: PostgresServer): Promise<Site> => {
    await server.start();
    const knex = server.pool();
    const portal = await startPortal({ init: async () => knex });
    const site = { server, knex, portal };
    sites.push(site);
    return site;
  };
  const close = async ({ server, knex, portal }: Site) => {
    await portal.stop();
    await knex.destroy();
    await server.stop();
  };

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'countersign-'));
    await mkdir(path.join(folder, 'archive'));
    // The server runs as another account where the test runs as root.
    await chmod(folder, 0o711);
    await chmod(path.join(folder, 'archive'), 0o777);
  });
  afterAll(async () => {
    for (const site of sites) await close(site);
    await rm(folder, { recursive: true, force: true });
  });

  it('has all records up to it, whose ledger is whole and goes on; a checkpoint of later shows that something is missing', async () => {
    const archive = path.join(folder, 'archive');
    const live = await open(
      new PostgresServer(path.join(folder, 'live'), {
        archive_mode: 'on',
        archive_command: `cp %p ${archive}/%f`,
      }),
    );
    let n = 0;
    const openChange = async ({ portal }: Site) => {
      const i = n++;
      const { change } = await portal.as(people.dana).createChange(
        request({
          title: `Restored ${i}`,
          window: windowAround(i * 10, i * 10 + 1),
        }),
      );
      return change.number;
    };
    const trusted = async ({ portal }: Site) =>
      (await portal.as(people.dana).getLedgerStatus()).verifierKeys;
    const checkpointOf = ({ portal }: Site) =>
      eventually(async () => {
        const status = await portal.as(people.dana).getLedgerStatus();
        expect(status.pending).toBe(0);
        return status.checkpoint!;
      });

    const before = await openChange(live);
    const backup = path.join(folder, 'restored');
    // Nobody stops working for a backup.
    const [during] = await Promise.all([
      openChange(live),
      live.server.backUp(backup),
    ]);
    const after = await openChange(live);
    const kept = await checkpointOf(live);
    const { rows } = await live.knex.raw(
      'SELECT clock_timestamp()::text AS now',
    );
    await openChange(live);
    const keptTooLate = await checkpointOf(live);
    await live.knex.raw('DROP TABLE changes CASCADE');
    await live.knex.raw('SELECT pg_switch_wal()');
    await eventually(async () => {
      const { rows: waiting } = await live.knex.raw(
        `SELECT 1 FROM pg_stat_archiver WHERE last_archived_time > ?`,
        [rows[0].now],
      );
      expect(waiting).toHaveLength(1);
    }, 60_000);
    sites.length = 0;
    await close(live);

    const restored = await open(
      new PostgresServer(backup, {
        restore_command: `cp ${archive}/%f %p`,
        recovery_target_time: rows[0].now,
        recovery_target_action: 'promote',
        // It answers once it is what it is to be.
        hot_standby: 'off',
      }),
    );
    const dana = restored.portal.as(people.dana);
    const { items } = await dana.listChanges();
    expect(items.map(({ number }) => number).sort()).toEqual(
      [before, during, after].sort(),
    );
    const ledger = await openLedger(restored.knex);
    expect(await ledger.audit()).toMatchObject({ ok: true, problems: [] });

    const next = await openChange(restored);
    const trustedKeys = await trusted(restored);
    for (const number of [before, during, after, next]) {
      const bundle = await dana.getEvidence(number, { since: kept });
      expect(
        verifyBundle(bundle, { trustedKeys, knownCheckpoint: kept }).problems,
      ).toEqual([]);
      const { problems } = verifyBundle(bundle, {
        trustedKeys,
        knownCheckpoint: keptTooLate,
      });
      expect(problems).toEqual([
        expect.objectContaining({ code: 'consistency' }),
      ]);
    }
    expect(await ledger.audit()).toMatchObject({ ok: true, problems: [] });
  });
});
