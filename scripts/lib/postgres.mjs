import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { root } from './paths.mjs';
import { onStop, stopChild } from './processes.mjs';
import { step, UserError } from './report.mjs';
import { requireFrom } from './tools.mjs';

const packageFolder = path.join(root, 'packages/local-postgres');

/**
 * Starts embedded PostgreSQL as a process of its own, which stops the server when this script goes away, however it goes.
 *
 * @param where - `{ dataDir }` for a database that is kept, `{ ephemeral: true }` for one that is thrown
 * away and, unless `durable`, does not wait for the disk
 * @returns `{ host, port, user, password, version, connectionString, stop }`
 */
export async function startEmbeddedPostgres(tools, where) {
  const child = spawn(
    tools.nodeExecutable,
    [
      ...['--import', 'tsx', path.join(packageFolder, 'src/main.ts')],
      ...(where.ephemeral ? ['--ephemeral'] : ['--data-dir', where.dataDir]),
      ...(where.durable ? ['--durable'] : []),
    ],
    {
      cwd: root,
      env: tools.env,
      detached: process.platform !== 'win32',
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  const stop = onStop(() =>
    stopChild(child, { graceMs: 60_000, gently: () => child.stdin.end() }),
  );
  child.stdin.on('error', () => {});
  const line = await new Promise((resolve, reject) => {
    createInterface(child.stdout).once('line', resolve);
    child.once('error', reject);
    child.once('exit', code => reject(new Error(`exit code ${code}`)));
  }).catch(async error => {
    throw new UserError(`Embedded PostgreSQL did not start: ${error.message}`);
  });
  const answer = JSON.parse(line);
  if (answer.error) {
    throw new UserError(answer.error.message);
  }
  return { ...answer, child, stop };
}

/** One query against a server the user named, so that a wrong address fails here, in one line. */
async function requireAnswer(connection) {
  const { Client } = requireFrom(packageFolder)('pg');
  const client = new Client({
    ...connection,
    database: 'postgres',
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('SELECT 1');
  } catch (error) {
    const reason = error.message || error.code || 'no answer';
    throw new UserError(
      `PostgreSQL at ${connection.host}:${connection.port} does not answer (${reason}): check POSTGRES_HOST, POSTGRES_PORT, POSTGRES_USER and POSTGRES_PASSWORD`,
    );
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * The database of the portal: the server that `POSTGRES_HOST` and its companions name, or an embedded one.
 *
 * @returns environment variables for the portal, and the embedded server when there is one
 */
export async function providePostgres(tools, where) {
  const { POSTGRES_HOST: host } = process.env;
  if (host) {
    const connection = {
      host,
      port: Number(process.env.POSTGRES_PORT ?? 5432),
      user: process.env.POSTGRES_USER ?? 'postgres',
      password: process.env.POSTGRES_PASSWORD,
    };
    await step(`asking PostgreSQL at ${host}:${connection.port}`, () =>
      requireAnswer(connection),
    );
    return { env: postgresEnvironment(connection) };
  }
  const server = await step('starting PostgreSQL', () =>
    startEmbeddedPostgres(tools, where),
  );
  return { env: postgresEnvironment(server), server };
}

export function postgresEnvironment({ host, port, user, password }) {
  return {
    POSTGRES_HOST: host,
    POSTGRES_PORT: String(port),
    POSTGRES_USER: user,
    ...(password !== undefined && { POSTGRES_PASSWORD: password }),
  };
}
