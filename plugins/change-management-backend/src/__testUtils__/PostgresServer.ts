import { execFile } from 'child_process';
import {
  appendFile,
  copyFile,
  mkdir,
  readFile,
  rename,
  rm,
  writeFile,
} from 'fs/promises';
import path from 'path';
import { promisify } from 'util';
import { LocalPostgres, startLocalPostgres } from '@countersign/local-postgres';
import { eventually } from '@countersign/plugin-governance-test-utils';
import knexFactory, { Knex } from 'knex';
import { Client } from 'pg';

const run = promisify(execFile);

/** A server of a test's own, over a directory that outlives it. */
export class PostgresServer {
  readonly #parameters: Record<string, string> | undefined;
  #running: LocalPostgres | undefined;

  /** @param parameters - of PostgreSQL */
  constructor(readonly dataDir: string, parameters?: Record<string, string>) {
    this.#parameters = parameters;
  }

  /** Starts it, on the same port each time; the processes of a killed one may take a moment to go away. */
  async start(): Promise<LocalPostgres> {
    const { dataDir } = this;
    const port = this.#running?.port;
    const parameters = this.#parameters;
    await eventually(async () => {
      this.#running = await startLocalPostgres({ dataDir, port, parameters });
    }, 60_000);
    return this.#running!;
  }

  /** Kills it as a power cut does: nothing is written down, nobody is told, and no session lives on for a moment. */
  async kill(): Promise<void> {
    const lockFile = path.join(this.dataDir, 'cluster', 'postmaster.pid');
    const [pid] = (await readFile(lockFile, 'utf8')).split('\n');
    // Stopped first, so that it starts no other.
    process.kill(Number(pid), 'SIGSTOP');
    const { stdout } = await run('pgrep', ['-P', pid]);
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

  /**
   * Connections for a portal, which say nothing of those that fail here on purpose.
   *
   * @param port - Of something that passes them on.
   */
  pool(port = this.#running!.port): Knex {
    const silent = () => {};
    const url = new URL(this.#running!.superuserUrl());
    url.port = String(port);
    return knexFactory({
      client: 'pg',
      connection: url.href,
      log: { debug: silent, warn: silent, error: silent, deprecate: silent },
    });
  }

  /**
   * A base backup of the running server, into the directory of another one, which recovers when it starts: what
   * `pg_basebackup` makes, which the package of the server does not carry.
   *
   * @see https://www.postgresql.org/docs/18/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP
   */
  async backUp(dataDir: string): Promise<void> {
    const cluster = path.join(dataDir, 'cluster');
    const own = path.join(this.dataDir, 'cluster');
    await mkdir(dataDir, { mode: 0o711 });
    // The server's account has to be able to take it away again.
    const put = async (name: string, text: string) => {
      const file = path.join(cluster, name);
      await writeFile(file, text);
      await run('chown', ['--reference', path.join(own, 'PG_VERSION'), file]);
    };
    // One session from the start to the end, else the backup is given up.
    const client = new Client(this.#running!.superuserUrl());
    await client.connect();
    try {
      await client.query(`SELECT pg_backup_start('test', true)`);
      // With the owner of each file: the account that the server runs as.
      await run('cp', ['--archive', own, cluster]);
      const { rows } = await client.query(
        'SELECT labelfile FROM pg_backup_stop()',
      );
      await put('backup_label', rows[0].labelfile);
    } finally {
      await client.end();
    }
    await put('recovery.signal', '');
    await rm(path.join(cluster, 'postmaster.pid'));
    // What was written meanwhile comes from the archive, whole.
    await run('find', [path.join(cluster, 'pg_wal'), '-type', 'f', '-delete']);
    const settings = 'settings.json';
    await copyFile(
      path.join(this.dataDir, settings),
      path.join(dataDir, settings),
    );
  }

  /**
   * A base backup into the directory of a standby, which streams from this server once it starts.
   *
   * @param name - By which this server knows it.
   */
  async backUpForStandby(dataDir: string, name: string): Promise<void> {
    await this.backUp(dataDir);
    const cluster = path.join(dataDir, 'cluster');
    await rename(
      path.join(cluster, 'recovery.signal'),
      path.join(cluster, 'standby.signal'),
    );
    const { hostname, port, username, password } = new URL(
      this.#running!.superuserUrl(),
    );
    const primary = {
      ...{ host: hostname, port, user: username, password },
      application_name: name,
    };
    const conninfo = Object.entries(primary)
      .map(([key, value]) => `${key}=${value}`)
      .join(' ');
    await appendFile(
      path.join(cluster, 'postgresql.auto.conf'),
      `primary_conninfo = '${conninfo}'\n`,
    );
  }

  /** One statement as the superuser, over a connection of its own. */
  async query(statement: string): Promise<Record<string, unknown>[]> {
    const client = new Client(this.#running!.superuserUrl());
    await client.connect();
    try {
      return (await client.query(statement)).rows;
    } finally {
      await client.end();
    }
  }

  get port(): number {
    return this.#running!.port;
  }

  stop = () => this.#running?.stop();
}
