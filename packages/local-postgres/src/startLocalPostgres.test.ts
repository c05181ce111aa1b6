import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { LocalPostgres, startLocalPostgres } from './startLocalPostgres';

jest.setTimeout(240_000);

const servers: LocalPostgres[] = [];
let dataDir: string;

async function start(
  options: { port?: number; timeoutMs?: number } = {},
): Promise<LocalPostgres> {
  const server = await startLocalPostgres({ dataDir, ...options });
  servers.push(server);
  return server;
}

async function query<T>(server: LocalPostgres, sql: string): Promise<T[]> {
  const client = new Client({ connectionString: server.superuserUrl() });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function postmasterPid(): Promise<number> {
  const file = path.join(dataDir, 'cluster', 'postmaster.pid');
  return Number((await readFile(file, 'utf8')).split('\n')[0]);
}

function waitForEnd(pid: number): Promise<void> {
  return new Promise(resolve => {
    const timer = setInterval(() => {
      try {
        process.kill(pid, 0);
      } catch {
        clearInterval(timer);
        resolve();
      }
    }, 20);
  });
}

const temporaryFolder = () =>
  mkdtemp(path.join(tmpdir(), 'local-postgres-test-'));

describe('startLocalPostgres', () => {
  /** As a first start leaves it. To make a cluster takes most of the time of a test, and to copy it next to none. */
  let started: string;

  beforeAll(async () => {
    started = await temporaryFolder();
    await (await startLocalPostgres({ dataDir: started })).stop();
  });

  afterAll(() => rm(started, { recursive: true, force: true }));

  beforeEach(async () => {
    dataDir = await temporaryFolder();
    execFileSync('cp', ['-a', `${started}/.`, dataDir]);
  });

  afterEach(async () => {
    await Promise.all(servers.splice(0).map(server => server.stop()));
    await rm(dataDir, { recursive: true, force: true });
  });

  it('keeps its data and its port over a stop', async () => {
    const first = await start();
    await query(first, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();

    const second = await start();
    expect(second.port).toBe(first.port);
    expect(second.reused).toBe(false);
    expect(await query(second, 'SELECT answer FROM kept')).toEqual([
      { answer: 42 },
    ]);
  });

  it('recovers what was committed when the server is killed', async () => {
    const first = await start();
    await query(first, 'CREATE TABLE kept AS SELECT 42 AS answer');
    const pid = await postmasterPid();
    process.kill(pid, 'SIGKILL');
    await waitForEnd(pid);

    const second = await start();
    expect(await query(second, 'SELECT answer FROM kept')).toEqual([
      { answer: 42 },
    ]);
  });

  it('starts over a lock file that names a process that is no PostgreSQL', async () => {
    await (await start()).stop();
    // In a container the ids are small and come again: here to a process that has to do with PostgreSQL, and is none.
    const other = spawn(
      process.execPath,
      ['-e', 'setInterval(() => {}, 1000)', 'local-postgres/src/main.ts'],
      { stdio: 'ignore' },
    );
    const stale = [other.pid, path.join(dataDir, 'cluster'), 0, 5432];
    await writeFile(
      path.join(dataDir, 'cluster', 'postmaster.pid'),
      `${stale.join('\n')}\n`,
    );
    try {
      expect((await start()).reused).toBe(false);
    } finally {
      other.kill();
    }
  });

  it('joins a server that already runs over the directory', async () => {
    const first = await start();
    const second = await start();
    expect(second.reused).toBe(true);
    expect(second.port).toBe(first.port);
  });

  it('is stopped by the last of those who use it', async () => {
    const first = await start();
    const second = await start();
    await first.stop();
    expect(await query(second, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await second.stop();
    await expect(query(second, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
  });

  it('outlives, or is started again after, a stop that began before, wherever that stands', async () => {
    let server = await start();
    for (const ms of [0, 1, 3, 10, 30, 100]) {
      const stopped = server.stop();
      await delay(ms);
      server = await start();
      await stopped;
      expect(await query(server, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    }
  });

  it('says so when a server that is being stopped does not end', async () => {
    const server = await start();
    const pid = await postmasterPid();
    const kill = jest.spyOn(process, 'kill');
    process.kill(pid, 'SIGSTOP');
    const stopped = server.stop();
    try {
      // Somebody who came before the signal was sent would keep the server.
      while (
        !kill.mock.calls.some(([to, sent]) => to === pid && sent === 'SIGINT')
      ) {
        await delay(5);
      }
      await expect(start({ timeoutMs: 300 })).rejects.toMatchObject({
        code: 'NOT_ANSWERING',
        message: expect.stringContaining(`(process ${pid}) is being stopped`),
      });
    } finally {
      kill.mockRestore();
      process.kill(pid, 'SIGCONT');
    }
    await stopped;
  });

  it('hands out an ordinary role, and to it what portals made as the superuser before', async () => {
    const first = await start();
    await query(first, 'CREATE DATABASE kept');
    const asSuperuser = new Client({
      connectionString: first.superuserUrl('kept'),
    });
    await asSuperuser.connect();
    await asSuperuser.query(`
      CREATE TYPE mood AS ENUM ('good');
      CREATE TABLE things (id serial PRIMARY KEY, n bigint GENERATED ALWAYS AS IDENTITY, mood mood);
      CREATE SEQUENCE apart;
      CREATE VIEW seen AS SELECT * FROM things;
      CREATE FUNCTION one() RETURNS integer LANGUAGE sql AS 'SELECT 1';
      CREATE SCHEMA beside; CREATE TABLE beside.more (id integer);`);
    await asSuperuser.end();
    await first.stop();

    const { host, port, user, password } = await start();
    const client = new Client({
      ...{ host, port, user, password, database: 'kept' },
    });
    await client.connect();
    try {
      const { rows } = await client.query(
        'SELECT rolsuper, rolcreatedb FROM pg_roles WHERE rolname = current_user',
      );
      expect(rows).toEqual([{ rolsuper: false, rolcreatedb: true }]);
      await expect(
        client.query('SET session_replication_role = replica'),
      ).rejects.toMatchObject({ code: '42501' });
      await client.query(`
        ALTER TYPE mood ADD VALUE 'bad';
        ALTER TABLE things ADD COLUMN more text;
        ALTER SEQUENCE apart RESTART;
        ALTER FUNCTION one() STABLE;
        DROP VIEW seen; DROP SCHEMA beside CASCADE; CREATE SCHEMA again`);
      await client.query('CREATE DATABASE another');
    } finally {
      await client.end();
    }
  });

  it('has readers who may log in, and own and make nothing', async () => {
    for (let i = 0; i < 2; i++) {
      const server = await startLocalPostgres({ dataDir, readers: ['looker'] });
      servers.push(server);
      const { host, port, password } = server;
      const client = new Client({
        ...{ host, port, password, user: 'looker', database: 'postgres' },
      });
      await client.connect();
      await expect(client.query('CREATE TABLE t (a int)')).rejects.toThrow(
        'permission denied',
      );
      await client.end();
    }
  });

  it('makes the cluster anew when a first start was killed halfway', async () => {
    await (await start()).stop();
    await rm(path.join(dataDir, 'cluster'), { recursive: true });
    await writeFile(path.join(dataDir, 'cluster.new'), 'half');

    expect(await query(await start(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('keeps its password from other users', async () => {
    await start();
    const { mode } = await stat(path.join(dataDir, 'settings.json'));
    expect(mode.toString(8).slice(-3)).toBe('600');
  });

  it('takes another port when the remembered one is taken, and says so when a chosen one is', async () => {
    const first = await start();
    await first.stop();
    const occupier = createServer();
    await new Promise<void>(resolve =>
      occupier.listen(first.port, '127.0.0.1', resolve),
    );
    try {
      await expect(start({ port: first.port })).rejects.toMatchObject({
        code: 'PORT_IN_USE',
        message: expect.stringContaining(String(first.port)),
      });
      expect((await start()).port).not.toBe(first.port);
    } finally {
      await new Promise(resolve => occupier.close(resolve));
    }
  });

  it('says where to look when the server does not start', async () => {
    await (await start()).stop();
    await writeFile(
      path.join(dataDir, 'cluster', 'postgresql.conf'),
      'shared_buffers = nonsense\n',
    );
    await expect(start()).rejects.toMatchObject({
      code: 'FAILED',
      message: expect.stringMatching(/did not start .*postgres\.log/s),
    });
  });
});
