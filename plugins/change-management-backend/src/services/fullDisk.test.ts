import { execFileSync, spawnSync } from 'child_process';
import { mkdtemp, rm, rmdir } from 'fs/promises';
import { tmpdir } from 'os';
import path from 'path';
import { LocalPostgres, startLocalPostgres } from '@countersign/local-postgres';
import knexFactory, { Knex } from 'knex';
import {
  eventually,
  expectTryAgain,
} from '@countersign/plugin-governance-test-utils';
import { askAsBoth } from '../__testUtils__/askAsBoth';
import { people } from '../__testUtils__/estate';
import { openLedger } from '../__testUtils__/ledger';
import { Portal, request, startPortal } from '../__testUtils__/portal';

jest.setTimeout(240_000);

const DISK_MB = 160;

/** A file system of its own, where somebody lets us mount one. */
async function mountDisk(): Promise<string | undefined> {
  const folder = await mkdtemp(path.join(tmpdir(), 'countersign-disk-'));
  try {
    execFileSync(
      'mount',
      ['-t', 'tmpfs', '-o', `size=${DISK_MB}m,mode=755`, 'tmpfs', folder],
      { stdio: 'ignore' },
    );
    return folder;
  } catch {
    await rmdir(folder);
    return undefined;
  }
}

/** Writes until nothing more goes there. */
function fill(file: string) {
  spawnSync('dd', ['if=/dev/zero', `of=${file}`, 'bs=4096'], {
    stdio: 'ignore',
  });
}

describe('when the disk of PostgreSQL is full', () => {
  let folder: string | undefined;
  let server: LocalPostgres;
  let knex: Knex;
  let portal: Portal;

  beforeAll(async () => {
    folder = await mountDisk();
    if (!folder) return;
    server = await startLocalPostgres({ dataDir: path.join(folder, 'pg') });
    const silent = () => {};
    knex = knexFactory({
      client: 'pg',
      connection: server.superuserUrl(),
      log: { debug: silent, warn: silent, error: silent, deprecate: silent },
    });
    portal = await startPortal({ init: async () => knex });
  });

  afterAll(async () => {
    await portal?.stop();
    await knex?.destroy();
    await server?.stop();
    if (folder) {
      execFileSync('umount', [folder]);
      await rmdir(folder);
    }
  });

  it('says so to people and pipelines, and takes what is asked again once there is room', async () => {
    // A full disk needs a file system that root may mount.
    if (!folder) return;
    const dana = portal.as(people.dana);
    const { change } = await dana.createChange(request());
    const filler = path.join(folder, 'filler');
    fill(filler);

    // A page or two may have room left.
    const answers = await eventually(async () => {
      const all = await askAsBoth(portal, 'write');
      expect(all.map(({ status }) => status)).toEqual(all.map(() => 503));
      return all;
    }, 60_000);
    for (const answer of answers) {
      expectTryAgain(answer, /has no room to write|does not answer just now/);
    }

    await rm(filler);
    await eventually(async () => {
      await dana.act(change.number, 'comment', { text: 'There is room again' });
    }, 60_000);
    const ledger = await openLedger(knex);
    expect(await ledger.audit()).toMatchObject({ ok: true, problems: [] });
  });
});
