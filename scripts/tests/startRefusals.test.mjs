/** What `npm start` says, in one line, when it cannot start. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { findFreePort } from '../lib/ports.mjs';
import {
  postgresEnvironment,
  startEmbeddedPostgres,
} from '../lib/postgres.mjs';
import { stopAll } from '../lib/processes.mjs';
import { UserError } from '../lib/report.mjs';
import { prepareTools } from '../lib/tools.mjs';
import {
  assertOneLine,
  launch,
  runScript,
  silentListener,
  smallDisk,
  temporaryFolder,
} from './support.mjs';

/** `npm start` on a port and a data folder of its own. */
async function start(t, { args = [], env = {}, data, port } = {}) {
  return runScript(
    'start.mjs',
    [
      ...['--port', String(port ?? (await findFreePort()))],
      ...['--data', data ?? path.join(await temporaryFolder(t), 'data')],
      ...args,
    ],
    env,
  );
}

describe('npm start refuses', { concurrency: 2 }, () => {
  test('a port that is in use', async t => {
    const port = await silentListener(t);
    assertOneLine(
      await start(t, { port }),
      new RegExp(`Port ${port} is in use: stop .*--port`),
    );
  });

  test('a port that is none, and a flag it does not know', async t => {
    assertOneLine(await start(t, { port: 'http' }), /--port takes a number/);
    assertOneLine(await start(t, { args: ['--emtpy'] }), /'--emtpy'/);
  });

  test('a disk with too little room', async t => {
    const folder = await smallDisk(t, 50);
    if (folder) {
      assertOneLine(
        await start(t, { data: path.join(folder, 'data') }),
        /has \d+ MB free and the portal takes 300 MB: free some space/,
      );
    }
  });

  test('a disk that fills up while it writes', async t => {
    const folder = await smallDisk(t, 30);
    if (folder) {
      // What `npm start` does after it looked at the free space, which may be gone by then.
      const script = `
        import { writeFileSync } from 'node:fs';
        import { runMain } from '${new URL(
          '../lib/processes.mjs',
          import.meta.url,
        )}';
        await runMain(() => {
          for (;;) writeFileSync(process.argv[1], Buffer.alloc(1 << 20), { flag: 'a' });
        });`;
      const { ended } = launch(process.execPath, [
        ...['--input-type=module', '--eval', script],
        path.join(folder, 'filler'),
      ]);
      assertOneLine(await ended, /^✗ The disk that holds .* is full: free/);
    }
  });

  test('a folder it may not make', async t => {
    const folder = await temporaryFolder(t);
    await writeFile(path.join(folder, 'file'), '');
    assertOneLine(
      await start(t, { data: path.join(folder, 'file', 'data') }),
      /ENOTDIR: not a directory, .*file.data/,
    );
  });
});

describe('embedded PostgreSQL', () => {
  test('says that the disk is full when it is while the database is made', async t => {
    const folder = await smallDisk(t, 30);
    if (folder) {
      const tools = await prepareTools();
      await assert.rejects(
        startEmbeddedPostgres(tools, { dataDir: path.join(folder, 'pg') }),
        error => {
          assert(error instanceof UserError);
          assert.match(error.message, /^The disk that holds \S+ is full: free/);
          return true;
        },
      );
    }
  });
});

describe(
  'with a server of its own, npm start refuses',
  { concurrency: 2 },
  () => {
    let server;

    before(async () => {
      server = await startEmbeddedPostgres(await prepareTools(), {
        ephemeral: true,
      });
    });
    after(stopAll);

    const startWith = (t, env, args) =>
      start(t, { env: { ...postgresEnvironment(server), ...env }, args });

    test('one that does not answer', async t => {
      const port = await silentListener(t);
      assertOneLine(
        await startWith(t, { POSTGRES_PORT: String(port) }),
        new RegExp(`127.0.0.1:${port} does not answer within 10 s: check`),
      );
    });

    test('one that is not there', async t => {
      const port = await findFreePort();
      assertOneLine(
        await startWith(t, { POSTGRES_PORT: String(port) }),
        new RegExp(`No PostgreSQL listens at 127.0.0.1:${port}: check`),
      );
    });

    test('a host nobody knows', async t => {
      assertOneLine(
        await startWith(t, { POSTGRES_HOST: 'nowhere.invalid' }),
        /There is no host named "nowhere.invalid": check POSTGRES_HOST/,
      );
    });

    test('a port that is no number', async t => {
      assertOneLine(
        await startWith(t, { POSTGRES_PORT: 'fivefourthreetwo' }),
        /POSTGRES_PORT is "fivefourthreetwo" and has to be a number/,
      );
    });

    for (const [what, env] of [
      ['a wrong password', { POSTGRES_PASSWORD: 'wrong' }],
      ['no password', { POSTGRES_PASSWORD: '' }],
      ['a user it does not have', { POSTGRES_USER: 'nobody' }],
    ]) {
      test(what, async t => {
        assertOneLine(
          await startWith(t, env),
          /refuses user "\w+" \(.*\): check POSTGRES_USER and POSTGRES_PASSWORD/,
        );
      });
    }

    test('the user postgres where POSTGRES_USER is not set, if it may not', async t => {
      assertOneLine(
        await startWith(t, { POSTGRES_USER: '', POSTGRES_PASSWORD: 'wrong' }),
        /refuses user "postgres"/,
      );
    });

    test('a database that is not PostgreSQL', async t => {
      const folder = await temporaryFolder(t);
      const config = path.join(folder, 'sqlite.yaml');
      await writeFile(
        config,
        'backend: { database: { client: better-sqlite3, connection: ":memory:" } }\n',
      );
      assertOneLine(
        await startWith(t, {}, ['--config', config]),
        /runs on PostgreSQL only: backend.database.client is "better-sqlite3"/,
      );
    });
  },
);
