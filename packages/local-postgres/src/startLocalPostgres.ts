import { closeSync, openSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { findBinaries, PostgresBinaries } from './binaries';
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
import {
  findRunning,
  isAlive,
  logSize,
  readLogFrom,
  RunningPostmaster,
} from './postmaster';
import { Connect, ensureReader, ensureRole, ROLE, SUPERUSER } from './roles';
import { findServerAccount, ServerAccount } from './serverAccount';
import { enter, isBeingStopped } from './users';

const HOST = '127.0.0.1';
const TIMEOUT_MS = 60_000;
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
  /** Parameters of PostgreSQL for a server that this starts, such as `{ shared_buffers: '1GB' }`; one that runs already keeps its own. */
  parameters?: Readonly<Record<string, string>>;
  /** Roles that may log in, with the same password, and own nothing: portals let them read. */
  readers?: readonly string[];
  /** How long the server may take to answer, recovery included, in milliseconds. Default 60 000. */
  timeoutMs?: number;
}

/** A server that answers. */
export interface LocalPostgres {
  host: string;
  port: number;
  /** An ordinary role that may make databases. */
  user: string;
  password: string;
  /** PostgreSQL's version, for example `18.4`. */
  version: string;
  /** True when the server ran already. */
  reused: boolean;
  /** A URL of the superuser for a database, by default `postgres`: for tests. It holds the password. */
  superuserUrl(database?: string): string;
  /** Stops the server, letting it write everything down, unless another living process uses it. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL over a persistent data directory, or joins the server that already runs over it.
 *
 * A server that is just being stopped is waited for and started again; one that two processes use is stopped by the
 * last. Works as root and as any user; recovers a directory whose server was killed. The server is a process group of its
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
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  const binaries = await findBinaries();
  await prepareRoot(layout);
  const settings = await readSettings(layout);
  const user = await enter(layout);
  try {
    const { running, reused } = await joinOrLaunch(
      { layout, settings, binaries, deadline: Date.now() + timeoutMs },
      options,
    );
    const connect: Connect = database => ({
      ...{ host: HOST, port: running.port, database },
      ...{ user: SUPERUSER, password: settings.password },
    });
    await ensureRole(connect, settings.rolePassword);
    for (const reader of options.readers ?? []) {
      await ensureReader(connect, reader, settings.rolePassword);
    }
    return {
      ...{ host: HOST, port: running.port },
      ...{ user: ROLE, password: settings.rolePassword },
      ...{ version: binaries.version, reused },
      superuserUrl: (database = 'postgres') =>
        `postgresql://${SUPERUSER}:${encodeURIComponent(
          settings.password,
        )}@${HOST}:${running.port}/${encodeURIComponent(database)}`,
      stop: () => user.leave(running, () => stopPostmaster(running.pid)),
    };
  } catch (error) {
    await user.withdraw();
    throw error;
  }
}

/** What a start goes by. */
interface Context {
  layout: Layout;
  settings: Settings;
  binaries: PostgresBinaries;
  deadline: number;
}

/** Joins the server that runs, or starts one. One that is on its way out is waited for. */
async function joinOrLaunch(
  context: Context,
  options: LocalPostgresOptions,
): Promise<{ running: RunningPostmaster; reused: boolean }> {
  const { layout, deadline } = context;
  let stopped: RunningPostmaster | undefined;
  for (;;) {
    const running = await findRunning(layout);
    if (!running) {
      try {
        return { running: await launch(context, options), reused: false };
      } catch (error) {
        // Another process was quicker: its server stands in the way of ours, and does as well.
        if (!(await findRunning(layout))) throw error;
      }
    } else if (!(await isBeingStopped(layout, running))) {
      if (await answers(running, context)) {
        return { running, reused: true };
      }
    } else {
      stopped = running;
    }
    if (Date.now() > deadline) {
      throw new LocalPostgresError(
        'NOT_ANSWERING',
        stopped
          ? `PostgreSQL (process ${stopped.pid}) is being stopped and has not ended in time: see ${layout.log}, or start again`
          : `PostgreSQL did not answer in time: see ${layout.log}`,
      );
    }
    await delay(100);
  }
}

async function launch(
  context: Context,
  options: LocalPostgresOptions,
): Promise<RunningPostmaster> {
  const { layout, settings, binaries } = context;
  const account = await findServerAccount([binaries.postgres, layout.root]);
  await ensureCluster(layout, binaries, account, {
    name: SUPERUSER,
    password: settings.password,
  });
  const port = await choosePort(options.port, settings.port);
  await writeSettings(layout, { ...settings, port });
  const logStart = await logSize(layout);
  const pid = await spawnServer(layout, account, binaries.postgres, [
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
      ...options.parameters,
    }),
  ]);
  const running = { pid, port };
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  if (
    await answers(running, { ...context, deadline: Date.now() + timeoutMs })
  ) {
    return running;
  }
  const ended = !isAlive(pid);
  await stopPostmaster(pid);
  throw explain(await readLogFrom(layout, logStart), {
    ...{ ended, port, log: layout.log },
    timeoutMs,
  });
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
function spawnServer(
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
 * Waits for the first answered query. While the server recovers it refuses connections; when its process ends, or
 * somebody begins to stop it, there is nothing to wait for.
 */
async function answers(
  running: RunningPostmaster,
  { settings, layout, deadline }: Context,
): Promise<boolean> {
  for (;;) {
    const client = new Client({
      host: HOST,
      port: running.port,
      user: SUPERUSER,
      password: settings.password,
      database: 'postgres',
      connectionTimeoutMillis: 5_000,
    });
    // Without a listener, a connection that the server drops would end this process.
    client.on('error', () => {});
    try {
      await client.connect();
      await client.query('SELECT 1');
      // Who is about to stop it may have said so before it could see that it is wanted.
      return !(await isBeingStopped(layout, running));
    } catch {
      const hopeless =
        !isAlive(running.pid) || (await isBeingStopped(layout, running));
      if (hopeless || Date.now() > deadline) {
        return false;
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
  },
): LocalPostgresError {
  const { ended, port } = context;
  const lastFatal = log.match(/(?:FATAL|PANIC): .*/g)?.pop();
  if (!ended) {
    return new LocalPostgresError(
      'NOT_ANSWERING',
      `PostgreSQL on port ${port} did not answer within ${Math.round(
        context.timeoutMs / 1000,
      )} s: see ${context.log}`,
    );
  }
  if (lastFatal && meansDiskFull(lastFatal)) {
    return diskFull(context.log);
  }
  if (/could not bind|Address already in use/.test(log) && lastFatal) {
    return new LocalPostgresError(
      'PORT_IN_USE',
      `Port ${port} was taken before PostgreSQL could listen there: start again`,
    );
  }
  return new LocalPostgresError(
    'FAILED',
    `PostgreSQL did not start (${
      lastFatal ?? 'it ended without a word'
    }): see ${context.log}`,
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
