import { randomBytes } from 'node:crypto';
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { root } from './paths.mjs';
import { freePortNear } from './ports.mjs';
import { onStop, stopChild } from './processes.mjs';
import { say } from './report.mjs';
import { secret } from './secrets.mjs';
import { requireFrom, transform } from './tools.mjs';

const packageFolder = path.join(root, 'packages/customer-engagement-api');
/** What `npm start` runs: its database, files and environment variables are named so. */
const DEMO_SERVICE = 'customer-engagement';
const TRAFFIC_PER_SECOND = 2;
const READY_TIMEOUT_MS = 60_000;
const tokenFile = data => path.join(data, 'faults-token');
const urlFile = (data, name) => path.join(data, `${name}-url`);
const underscored = name => name.replaceAll('-', '_');
const titleOf = name => (name === DEMO_SERVICE ? 'demo' : name);

/**
 * Starts the demo service with light traffic, beside the portal: it is ready when it is, and a portal without it is of use,
 * too. What keeps it from starting is said in one line.
 *
 * @param options.port - the portal's; the service takes the next one, or any that is free
 * @param options.data - keeps its log, and the token that `/faults` asks for
 * @param options.postgres - the portal's database server, as environment variables
 * @param options.name - of one that runs beside the usual one, with a database, a log and environment variables of its own
 * @returns environment variables for the portal, and `ready`, which resolves with the line to say
 */
export async function startDemoService(
  tools,
  { port, data, postgres, name = DEMO_SERVICE },
) {
  const own = await freePortNear(port + 1);
  const url = `http://localhost:${own}`;
  const token = await secret(tokenFile(data), () =>
    randomBytes(32).toString('base64url'),
  );
  await writeFile(urlFile(data, name), url);
  const ready = run(tools, { port: own, data, postgres, token, name }).then(
    () =>
      `Its ${titleOf(
        name,
      )} service answers at ${url}, with ${TRAFFIC_PER_SECOND} requests a second`,
    error => `! The ${titleOf(name)} service does not run: ${error.message}`,
  );
  return { env: accessOf(name, url, token), ready };
}

/**
 * Where the demo service of a portal is and what its `/faults` asks for, as environment variables: for those who switch a
 * fault on in it. None where the portal never had one.
 */
export async function demoServiceAccess(data) {
  try {
    const [url, token] = await Promise.all(
      [urlFile(data, DEMO_SERVICE), tokenFile(data)].map(file =>
        readFile(file, 'utf8'),
      ),
    );
    return accessOf(DEMO_SERVICE, url.trim(), token.trim());
  } catch {
    return {};
  }
}

/** As the configuration of the portal names them for its drills, and the drills for the command line. */
function accessOf(name, url, token) {
  const prefix = underscored(name).toUpperCase();
  return { [`${prefix}_URL`]: url, [`${prefix}_FAULTS_TOKEN`]: token };
}

async function run(tools, { port, data, postgres, token, name }) {
  const database = {
    PGDATABASE: underscored(name),
    PGHOST: postgres.POSTGRES_HOST,
    PGPORT: postgres.POSTGRES_PORT,
    PGUSER: postgres.POSTGRES_USER,
    PGPASSWORD: postgres.POSTGRES_PASSWORD ?? '',
  };
  await ensureDatabase(database);
  const log = openSync(path.join(data, `${name}-api.log`), 'w', 0o600);
  const child = spawn(
    tools.nodeExecutable,
    [
      ...['--require', path.join(root, 'scripts/lib/endWithParent.cjs')],
      ...['--require', transform(), 'src/main.ts'],
    ],
    {
      cwd: packageFolder,
      env: {
        ...tools.env,
        ...database,
        PORT: String(port),
        HOST: '127.0.0.1',
        FAULTS: 'on',
        FAULTS_TOKEN: token,
        TRAFFIC_PER_SECOND: String(TRAFFIC_PER_SECOND),
        // A month of light traffic would fill a disk with what went well: all of it is in files of a bounded size.
        LOG_SEVERITY: 'NOTICE',
        LOG_FILE: path.join(data, 'logs', `${name}-api.log`),
        LOG_FILE_MEGABYTES: '4',
      },
      detached: process.platform !== 'win32',
      stdio: ['ignore', log, log, 'ipc'],
    },
  );
  closeSync(log);
  let stopping = false;
  onStop(() => {
    stopping = true;
    return stopChild(child);
  });
  const ended = new Promise(resolve => {
    child.once('error', resolve);
    child.once('exit', code => resolve(new Error(`exit code ${code}`)));
  });
  const waiting = new AbortController();
  const failure = await Promise.race([ended, answers(port, waiting.signal)]);
  waiting.abort();
  if (failure) {
    throw new Error(`${failure.message}, see ${name}-api.log`);
  }
  ended.then(() => stopping || say(`! The ${titleOf(name)} service has ended`));
}

async function answers(port, signal) {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (Date.now() < deadline && !signal.aborted) {
    const response = await fetch(`http://127.0.0.1:${port}/health`).catch(
      () => undefined,
    );
    if (response?.ok) return undefined;
    await delay(250);
  }
  return new Error(`no answer within ${READY_TIMEOUT_MS / 1000} s`);
}

async function ensureDatabase({
  PGDATABASE,
  PGHOST,
  PGPORT,
  PGUSER,
  PGPASSWORD,
}) {
  const { Client } = requireFrom(packageFolder)('pg');
  const client = new Client({
    host: PGHOST,
    port: Number(PGPORT),
    user: PGUSER,
    password: PGPASSWORD || undefined,
    database: 'postgres',
  });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${PGDATABASE}`);
  } catch (error) {
    const EXISTS = '42P04';
    if (error.code !== EXISTS) throw error;
  } finally {
    await client.end();
  }
}
