import { execFile, spawn } from 'child_process';
import { existsSync } from 'fs';
import { chown, mkdtemp, rm } from 'fs/promises';
import { tmpdir } from 'os';
import path from 'path';
import { setTimeout as delay } from 'timers/promises';
import { promisify } from 'util';
import { freePort } from '@countersign/plugin-governance-test-utils/programs';
import knexFactory, { Knex } from 'knex';

const run = promisify(execFile);
const folders = [process.env.POSTGRES_15_BIN, '/usr/lib/postgresql/15/bin'];
const READY_WITHIN_MS = 30_000;

/** Where the programs of PostgreSQL 15 are, as Debian has them; undefined where they are not. */
export const postgres15Folder = folders.find(
  folder => folder && existsSync(path.join(folder, 'initdb')),
);

/** PostgreSQL refuses to run as root. */
const nobody = { uid: 65534, gid: 65534 };

/** Starts a PostgreSQL 15 with a German collation from ICU, in a folder of its own. */
export async function startPostgres15(
  programs: string,
): Promise<{ knex: Knex; stop(): Promise<void> }> {
  const who = process.getuid?.() === 0 ? nobody : {};
  const folder = await mkdtemp(path.join(tmpdir(), 'postgres15-'));
  if (who === nobody) await chown(folder, nobody.uid, nobody.gid);
  const data = path.join(folder, 'data');
  await run(
    path.join(programs, 'initdb'),
    [
      ...['--pgdata', data, '--username', 'tester', '--auth', 'trust'],
      ...['--encoding', 'UTF8', '--locale', 'C.UTF-8', '--no-sync'],
      ...['--locale-provider', 'icu', '--icu-locale', 'de-DE'],
    ],
    { ...who, cwd: folder },
  );
  const port = await freePort();
  const server = spawn(
    path.join(programs, 'postgres'),
    [
      ...['-D', data, '-k', folder, '-p', String(port)],
      ...['-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off'],
    ],
    { ...who, cwd: folder, stdio: 'ignore' },
  );
  const ended = new Promise(resolve => {
    server.once('exit', resolve);
  });
  const knex = knexFactory({
    client: 'pg',
    connection: {
      ...{ host: '127.0.0.1', port, user: 'tester' },
      database: 'postgres',
    },
  });
  const stop = async () => {
    await knex.destroy();
    server.kill('SIGQUIT');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    try {
      await knex.raw('SELECT 1');
      return { knex, stop };
    } catch (error) {
      if (Date.now() > deadline) {
        await stop();
        throw error;
      }
      await delay(100);
    }
  }
}
