import { closeSync, openSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { findBinaries } from './binaries';
import { LocalPostgresError, diskFull, meansDiskFull } from './errors';
import { ensureCluster } from './initdb';
import {
  Layout,
  layoutOf,
  prepareRoot,
  readSettings,
  Settings,
  writeSettings,
} from './layout';
import { findFreePort, isPortFree } from './ports';
import { findRunning, isAlive, logSize, readLogFrom } from './postmaster';
import { findServerAccount, ServerAccount } from './serverAccount';

const HOST = '127.0.0.1';
const USER = 'postgres';
const STOP_TIMEOUT_MS = 30_000;

/** Options of {@link startLocalPostgres}. */
export interface LocalPostgresOptions {
  /** Where everything is kept. Made when missing. */
  dataDir: string;
  /** The port to listen on; by default that of the last start or, the first time or when taken, a free one. */
  port?: number;
  /** `false` trades durability for speed: for tests only. Default `true`. */
  durable?: boolean;
  /** Default 300: Backstage keeps a pool a plugin. */
  maxConnections?: number;
  /** How long the server may take to answer, recovery included, in milliseconds. Default 60 000. */
  timeoutMs?: number;
}

/** A server that answers. */
export interface LocalPostgres {
  host: string;
  port: number;
  user: string;
  password: string;
  /** PostgreSQL's version, for example `18.4`. */
  version: string;
  /** True when the server ran already. */
  reused: boolean;
  /** A URL for a database, by default `postgres`. It holds the password. */
  connectionString(database?: string): string;
  /** Stops the server, letting it write everything down; leaves one alone that another living process started. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL over a persistent data directory, or joins the server that already runs over it.
 *
 * Works as root and as any user; recovers a directory whose server was killed. The server is a process group of its
 * own, so that a Ctrl-C in the terminal reaches it only through {@link LocalPostgres.stop}, after its clients.
 *
 * @throws LocalPostgresError with one line a user can act on
 */
export async function startLocalPostgres(
  options: LocalPostgresOptions,
): Promise<LocalPostgres> {
  const layout = layoutOf(options.dataDir);
  try {
    return await start(layout, options);
  } catch (error) {
    throw meansDiskFull(error) ? diskFull(layout.root, error) : error;
  }
}

async function start(
  layout: Layout,
  options: LocalPostgresOptions,
): Promise<LocalPostgres> {
  const timeoutMs = options.timeoutMs ?? 60_000;
  const binaries = await findBinaries();
  await prepareRoot(layout);
  const settings = await readSettings(layout);

  const running = await findRunning(layout);
  if (running) {
    await waitUntilAnswers(running.port, { settings, layout, timeoutMs });
    const owner = settings.ownerPid;
    const foreign =
      owner !== undefined && owner !== process.pid && isAlive(owner);
    if (!foreign) {
      await writeSettings(layout, { ...settings, ownerPid: process.pid });
    }
    return handle(running, settings, binaries.version, {
      reused: true,
      stop: foreign ? async () => {} : () => stopPostmaster(running.pid),
    });
  }

  const account = await findServerAccount([binaries.postgres, layout.root]);
  await ensureCluster(layout, binaries, account, {
    name: USER,
    password: settings.password,
  });
  const port = await choosePort(options.port, settings.port);
  await writeSettings(layout, { ...settings, port, ownerPid: process.pid });
  const logStart = await logSize(layout);
  const pid = await launch(layout, account, binaries.postgres, [
    ...['-D', layout.cluster, '-p', String(port)],
    ...flags({
      listen_addresses: HOST,
      unix_socket_directories: '',
      max_connections: String(options.maxConnections ?? 300),
      log_timezone: 'UTC',
      timezone: 'UTC',
      ...(options.durable === false && {
        fsync: 'off',
        full_page_writes: 'off',
        synchronous_commit: 'off',
      }),
    }),
  ]);
  try {
    await waitUntilAnswers(port, {
      settings,
      layout,
      timeoutMs,
      launched: { pid, logStart },
    });
  } catch (error) {
    await stopPostmaster(pid);
    throw error;
  }
  return handle({ port }, settings, binaries.version, {
    reused: false,
    stop: () => stopPostmaster(pid),
  });
}

function handle(
  { port }: { port: number },
  { password }: Settings,
  version: string,
  rest: Pick<LocalPostgres, 'reused' | 'stop'>,
): LocalPostgres {
  return {
    host: HOST,
    port,
    user: USER,
    password,
    version,
    connectionString: (database = 'postgres') =>
      `postgresql://${USER}:${encodeURIComponent(
        password,
      )}@${HOST}:${port}/${encodeURIComponent(database)}`,
    ...rest,
  };
}

async function choosePort(
  wanted: number | undefined,
  remembered: number | undefined,
): Promise<number> {
  if (wanted !== undefined) {
    if (!(await isPortFree(wanted, HOST))) {
      throw new LocalPostgresError(
        'PORT_IN_USE',
        `Port ${wanted} on ${HOST} is in use, so PostgreSQL cannot listen there: stop what uses it, or choose another port`,
      );
    }
    return wanted;
  }
  if (remembered !== undefined && (await isPortFree(remembered, HOST))) {
    return remembered;
  }
  return findFreePort(HOST);
}

function flags(parameters: Record<string, string>): string[] {
  return Object.entries(parameters).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
}

/** Returns the process id; whatever the server has to say goes to the log file. */
function launch(
  layout: Layout,
  account: ServerAccount,
  postgres: string,
  args: string[],
): Promise<number> {
  const log = openSync(layout.log, 'a', 0o600);
  try {
    const child = account.spawn(postgres, args, {
      detached: true,
      stdio: ['ignore', log, log],
    });
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('spawn', () => {
        child.unref();
        resolve(child.pid as number);
      });
    });
  } finally {
    closeSync(log);
  }
}

/**
 * Waits for the first answered query. While the server recovers it refuses connections; when it was launched here and
 * its process ends, it will never answer, and what it logged since says why.
 */
async function waitUntilAnswers(
  port: number,
  context: {
    settings: Settings;
    layout: Layout;
    timeoutMs: number;
    launched?: { pid: number; logStart: number };
  },
): Promise<void> {
  const { layout, timeoutMs, launched } = context;
  const { password } = context.settings;
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const client = new Client({
      host: HOST,
      port,
      user: USER,
      password,
      database: 'postgres',
      connectionTimeoutMillis: 5_000,
    });
    // Without a listener, a connection that the server drops would end this process.
    client.on('error', () => {});
    try {
      await client.connect();
      await client.query('SELECT 1');
      return;
    } catch (cause) {
      const ended = launched !== undefined && !isAlive(launched.pid);
      if (ended || Date.now() > deadline) {
        const said = launched && (await readLogFrom(layout, launched.logStart));
        throw explain(said ?? '', {
          ended,
          port,
          log: layout.log,
          timeoutMs,
          cause,
        });
      }
    } finally {
      await client.end().catch(() => {});
    }
    await delay(100);
  }
}

function explain(
  log: string,
  context: {
    ended: boolean;
    port: number;
    log: string;
    timeoutMs: number;
    cause: unknown;
  },
): LocalPostgresError {
  const { ended, port, cause } = context;
  const lastFatal = log.match(/(?:FATAL|PANIC): .*/g)?.pop();
  if (!ended) {
    return new LocalPostgresError(
      'NOT_ANSWERING',
      `PostgreSQL on port ${port} did not answer within ${Math.round(
        context.timeoutMs / 1000,
      )} s: see ${context.log}`,
      { cause },
    );
  }
  if (lastFatal && meansDiskFull(lastFatal)) {
    return diskFull(context.log, cause);
  }
  if (/could not bind|Address already in use/.test(log) && lastFatal) {
    return new LocalPostgresError(
      'PORT_IN_USE',
      `Port ${port} was taken before PostgreSQL could listen there: start again`,
      { cause },
    );
  }
  return new LocalPostgresError(
    'FAILED',
    `PostgreSQL did not start (${
      lastFatal ?? 'it ended without a word'
    }): see ${context.log}`,
    { cause },
  );
}

/** @returns false when there is no such process, also when it ended this very moment */
function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

/** Fast shutdown (sessions end, everything is written), then the immediate one for a server that hangs. */
async function stopPostmaster(pid: number): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!sendSignal(pid, signal)) {
      return;
    }
    const deadline = Date.now() + STOP_TIMEOUT_MS;
    while (isAlive(pid) && Date.now() < deadline) {
      await delay(50);
    }
  }
}
