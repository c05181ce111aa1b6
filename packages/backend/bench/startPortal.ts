import { spawn } from 'child_process';
import { randomBytes } from 'crypto';
import { openSync } from 'fs';
import { mkdir, mkdtemp, rm, writeFile } from 'fs/promises';
import { createRequire } from 'module';
import { tmpdir } from 'os';
import path from 'path';
import { setTimeout as delay } from 'timers/promises';
import { Entity } from '@backstage/catalog-model';
import { freePort } from '@countersign/plugin-governance-test-utils/programs';

/** Where the portal finds its data, and who uses it. */
export interface PortalOptions {
  /** PostgreSQL; each plugin has a database of its own, whose names begin with the prefix. */
  connection: string;
  prefix: string;
  estate: Entity[];
  /** Entity references of those who sign in. */
  people: string[];
  /** PEM; what signs the ledger's checkpoints. */
  signingKey: string;
  /** What the portal is made of: a file of this folder. */
  program: string;
  /** Files of configuration beneath that of the benchmark, from the root of the repository. */
  beneath?: string[];
  /** The plugin that the pipeline's token is for. */
  pipelineOf: string;
  /** What else is configured. */
  config: object;
}

const READY_WITHIN_MS = 600_000;

/** Starts the portal in a process of its own and waits until it answers and knows the estate. */
export async function startPortal(options: PortalOptions) {
  const folder = await mkdtemp(path.join(tmpdir(), 'countersign-bench-'));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const pipelineToken = randomBytes(32).toString('base64url');
  await mkdir(folder, { recursive: true });
  await writeFile(
    path.join(folder, 'estate.json'),
    options.estate.map(entity => JSON.stringify(entity)).join('\n---\n'),
  );
  const config = path.join(folder, 'app-config.json');
  await writeFile(
    config,
    JSON.stringify(
      configuration(options, { folder, port, url, pipelineToken }),
    ),
    { mode: 0o600 },
  );
  const logFile = path.join(folder, 'portal.log');
  const log = openSync(logFile, 'w', 0o600);
  const child = spawn(
    process.execPath,
    [
      '--require',
      createRequire(__filename).resolve(
        '@backstage/cli/config/nodeTransform.cjs',
      ),
      ...(process.env.COUNTERSIGN_BENCH_PROFILE
        ? [
            '--cpu-prof',
            '--cpu-prof-dir',
            process.env.COUNTERSIGN_BENCH_PROFILE,
          ]
        : []),
      path.join(__dirname, options.program),
      ...[
        ...(options.beneath ?? []).map(file =>
          path.join(__dirname, '../../..', file),
        ),
        config,
      ].flatMap(file => ['--config', file]),
    ],
    {
      cwd: path.join(__dirname, '..'),
      env: {
        ...process.env,
        NODE_ENV: 'development',
        COUNTERSIGN_DATA_DIR: folder,
      },
      stdio: ['ignore', log, log, 'ipc'],
    },
  );
  const ended = new Promise<void>(resolve => {
    child.once('exit', () => resolve());
  });
  const portal = {
    url,
    pipelineToken,
    pid: child.pid!,
    child,
    tokenOf: (user: string) => tokenOf(url, user),
    async stop() {
      child.kill('SIGTERM');
      await Promise.race([ended, delay(90_000)]);
      child.kill('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
  try {
    await Promise.race([
      waitUntilReady(portal, options),
      ended.then(() => {
        throw new Error(`The portal ended: see ${logFile}`);
      }),
    ]);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  return portal;
}

export type Portal = Awaited<ReturnType<typeof startPortal>>;

function configuration(
  { connection, prefix, people, signingKey, pipelineOf, config }: PortalOptions,
  at: { folder: string; port: number; url: string; pipelineToken: string },
) {
  const { hostname, port, username, password } = new URL(connection);
  return {
    app: { baseUrl: at.url },
    organization: { name: 'Bench' },
    backend: {
      baseUrl: at.url,
      listen: { host: '127.0.0.1', port: at.port },
      database: {
        client: 'pg',
        prefix,
        connection: {
          host: hostname,
          port: Number(port),
          user: decodeURIComponent(username),
          password: decodeURIComponent(password),
        },
      },
      auth: {
        externalAccess: [
          {
            type: 'static',
            options: { token: at.pipelineToken, subject: 'ci-pipeline' },
            accessRestrictions: [{ plugin: pipelineOf }],
          },
        ],
      },
    },
    auth: {
      environment: 'development',
      session: { secret: randomBytes(16).toString('hex') },
      providers: {
        'demo-users': {
          users: people.map(entityRef => ({
            entityRef,
            name: entityRef,
            role: 'Bench',
            description: 'Asks.',
          })),
        },
      },
    },
    permission: { enabled: true },
    ledger: { signingKey },
    catalog: {
      processingInterval: { hours: 6 },
      rules: [{ allow: ['Component', 'Group', 'User', 'Location'] }],
      locations: [
        { type: 'file', target: path.join(at.folder, 'estate.json') },
      ],
    },
    ...config,
  };
}

async function waitUntilReady(
  { url, tokenOf: sessionOf }: Pick<Portal, 'url' | 'tokenOf'>,
  { people, estate }: PortalOptions,
): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  const isReady = async () => {
    const health = await fetch(`${url}/.backstage/health/v1/readiness`);
    if (!health.ok) return false;
    const token = await sessionOf(people[people.length - 1]);
    const answer = await fetch(
      `${url}/api/catalog/entities/by-query?limit=0&filter=relations.ownedBy`,
      { headers: { Authorization: `Bearer ${token}` } },
    );
    const { totalItems } = await answer.json();
    const owned = estate.filter(({ kind }) => kind === 'Component');
    return totalItems >= owned.length;
  };
  while (!(await isReady().catch(() => false))) {
    if (Date.now() > deadline) throw new Error('The portal did not get ready');
    await delay(1000);
  }
}

/** A Backstage token of a person, as the sign-in page gets it. */
async function tokenOf(url: string, user: string): Promise<string> {
  const response = await fetch(`${url}/api/auth/demo-users/refresh`, {
    headers: { 'x-demo-user': user, 'x-requested-with': 'XMLHttpRequest' },
  });
  if (!response.ok) throw new Error(`${user}: ${await response.text()}`);
  const { backstageIdentity } = await response.json();
  return backstageIdentity.token;
}
