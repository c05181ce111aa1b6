import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { root } from './paths.mjs';
import { requireAnswer } from './postgresServer.mjs';
import { onStop, stopChild } from './processes.mjs';
import { step, UserError } from './report.mjs';
import { requireFrom } from './tools.mjs';

/** By whose name sources in `app-config.yaml` ask the demo's database: they refuse an account that may do more than read. */
export const demoReaders = ['larkspur_reader'];

const packageFolder = path.join(root, 'packages/local-postgres');

/**
 * Starts embedded PostgreSQL as a process of its own, which stops the server when this script goes away, however it
 * goes.
 *
 * @param where - `{ dataDir }` for a database that is kept, `{ ephemeral: true }` for one that is thrown
 * away and, unless `durable`, does not wait for the disk; `readers`: roles that own nothing, and that portals let read;
 * `parameters`: of PostgreSQL
 * @returns `{ host, port, user, password, version, superuserUrl, stop }`
 */
export async function startEmbeddedPostgres(tools, where) {
  const child = spawn(
    tools.nodeExecutable,
    [
      ...['--import', 'tsx', path.join(packageFolder, 'src/main.ts')],
      ...(where.ephemeral ? ['--ephemeral'] : ['--data-dir', where.dataDir]),
      ...(where.durable ? ['--durable'] : []),
      ...(where.readers ?? []).flatMap(name => ['--reader', name]),
      ...Object.entries(where.parameters ?? {}).flatMap(([name, value]) => [
        '--set',
        `${name}=${value}`,
      ]),
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

/**
 * The database of the portal: the given server of the user's, or an embedded one.
 *
 * @param server - what `readPostgresServer` read
 * @param where - where the embedded one keeps its data
 * @returns environment variables for the portal
 */
export async function providePostgres(tools, server, where) {
  if (server) {
    const { Client } = requireFrom(packageFolder)('pg');
    await step(`asking PostgreSQL at ${server.host}:${server.port}`, () =>
      requireAnswer(Client, server),
    );
    return postgresEnvironment(server);
  }
  return postgresEnvironment(
    await step('starting PostgreSQL', () =>
      startEmbeddedPostgres(tools, { ...where, readers: demoReaders }),
    ),
  );
}

export function postgresEnvironment({ host, port, user, password }) {
  return {
    POSTGRES_HOST: host,
    POSTGRES_PORT: String(port),
    POSTGRES_USER: user,
    ...(password !== undefined && { POSTGRES_PASSWORD: password }),
  };
}
