import { execFile } from 'node:child_process';
import { chown, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { writtenSince } from './buildah.mjs';
import { playwright } from './endToEnd.mjs';
import { startNginx } from './nginx.mjs';
import { startOpenIdProvider } from './openId.mjs';
import { root as checkout } from './paths.mjs';
import { findFreePort } from './ports.mjs';
import { postgresEnvironment, startEmbeddedPostgres } from './postgres.mjs';
import { onStop } from './processes.mjs';
import { packagesOfSbom } from './sbom.mjs';
import { ensureSecrets } from './secrets.mjs';

const run = promisify(execFile);

/** What deploy/terraform gives a start. */
const START_MS = 240_000;
/** What Cloud Run gives an end. */
const END_MS = 10_000;
const NOBODY = 65534;
const READY = '/.backstage/health/v1/readiness';
const productionTests = path.join(
  checkout,
  'packages/app/e2e-tests/production',
);

/** The organization's catalog, at an address of this machine. */
async function serveCatalog() {
  const people = await readFile(path.join(productionTests, 'people.yaml'));
  const server = createServer((_, response) => response.end(people));
  const port = await findFreePort();
  await new Promise(resolve => server.listen(port, '127.0.0.1', resolve));
  const stop = onStop(() => server.close());
  return {
    env: {
      CATALOG_URL: `http://localhost:${port}/people.yaml`,
      // The one thing that an organization's site does not need.
      APP_CONFIG_backend_reading_allow: JSON.stringify([
        { host: `localhost:${port}` },
      ]),
    },
    stop,
  };
}

/** What Terraform hands over on Google Cloud, without Google Cloud: whatever is asked there is not reached. */
async function startWorld(tools, folder) {
  const [port, tlsPort, plainPort] = [
    await findFreePort(),
    await findFreePort(),
    await findFreePort(),
  ];
  const address = `https://localhost:${tlsPort}`;
  const proxy = await startNginx({
    folder: path.join(folder, 'nginx'),
    port: tlsPort,
    plainPort,
    portalPort: port,
  });
  const provider = await startOpenIdProvider(
    tools,
    `${address}/api/auth/oidc/handler/frame`,
  );
  const server = await startEmbeddedPostgres(tools, { ephemeral: true });
  const catalog = await serveCatalog();
  const token = 'a-token-of-nobody-that-is-long-enough';
  const { LEDGER_KEY_FILE: keyFile, ...secrets } = await ensureSecrets(
    path.join(folder, 'secrets'),
  );
  // Whoever the image runs as reads it.
  await chown(keyFile, NOBODY, NOBODY);
  const key = '/run/ledger/ledger-key.pem';
  return {
    port,
    address,
    plainPort,
    pipelineToken: secrets.PIPELINE_TOKEN,
    volumes: { [keyFile]: key },
    env: {
      ...secrets,
      ...postgresEnvironment(server),
      ...provider.env,
      ...catalog.env,
      LEDGER_KEY_FILE: key,
      COUNTERSIGN_URL: address,
      COUNTERSIGN_PORT: port,
      COUNTERSIGN_PROJECT: 'larkspur-prod',
      EVIDENCE_BUCKET: 'larkspur-prod-evidence',
      REPORT_TOKEN: `report-${token}`,
      ALERTS_TOKEN: `alerts-${token}`,
      NODE_OPTIONS: '--max-old-space-size=3072',
      METADATA_SERVER_DETECTION: 'none',
    },
    async stop() {
      await catalog.stop();
      await proxy.stop();
      await provider.stop();
      await server.stop();
    },
  };
}

/** What the portal asks for before it asks its database: one of each kind. */
const NEEDED = ['COUNTERSIGN_URL', 'OIDC_METADATA_URL', 'LEDGER_KEY_FILE'];

/** Starts it without each of what it needs, and says which it does not ask for by name. */
async function notAskedFor(start, env) {
  const silent = [];
  for (const name of NEEDED) {
    const { [name]: _, ...others } = env;
    const attempt = start(others);
    const { code, said } = await Promise.race([
      attempt.ended,
      delay(START_MS, { code: 0, said: '' }, { ref: false }),
    ]);
    await attempt.stop();
    if (code === 0) silent.push(`it starts without ${name}`);
    else if (!said.includes(name)) {
      silent.push(`without ${name} it says: ${said.trim().slice(-500)}`);
    }
  }
  return silent;
}

/** The packages below a folder, as `name@version`: what has both and lies where Node looks for packages. */
async function installedIn(folder) {
  const { stdout } = await run(
    'find',
    [
      ...['.', '-path', '*/node_modules/*', '-name', 'package.json'],
      ...['-regextype', 'posix-extended'],
      ...['-regex', '.*/node_modules/(@[^/]+/)?[^/]+/package\\.json'],
    ],
    { cwd: folder, maxBuffer: 64 * 1024 * 1024 },
  );
  const manifests = await Promise.all(
    stdout
      .split('\n')
      .filter(Boolean)
      .map(async file =>
        JSON.parse(await readFile(path.join(folder, file), 'utf8')),
      ),
  );
  return new Set(
    manifests
      .filter(({ name, version }) => name && version)
      .map(({ name, version }) => `${name}@${version}`),
  );
}

/** Asks what anybody may ask. */
async function askedByAnybody(port) {
  const said = [];
  const problems = [];
  for (const [at, expected] of [
    ['/.backstage/health/v1/liveness', 200],
    ['/', 200],
    ['/api/change-management/changes', 401],
    ['/api/service-logs/', 401],
    ['/api/auth/oidc/start?env=production', 302],
  ]) {
    const { status } = await fetch(`http://127.0.0.1:${port}${at}`, {
      redirect: 'manual',
    });
    said.push(`${at} answers ${status}`);
    if (status !== expected) problems.push(`${at} is to answer ${expected}`);
  }
  return { said, problems };
}

/**
 * Starts the image of the portal as it is started on Google Cloud, and looks at it.
 *
 * @returns what was seen, and what is wrong, a line each
 */
export async function tryPortalImage(
  tools,
  builder,
  { container, config, root },
) {
  const folder = await mkdtemp(path.join(tmpdir(), 'countersign-portal-'));
  const removeFolder = onStop(() =>
    rm(folder, { recursive: true, force: true }),
  );
  const world = await startWorld(tools, folder);
  const said = [];
  const problems = [];
  const start = (env, command = config.Cmd) =>
    builder.start(container, command, env, world.volumes);
  const began = Date.now();
  const portal = start(world.env);
  let ended;
  portal.ended.then(end => (ended = end));
  try {
    const isReady = () =>
      fetch(`http://127.0.0.1:${world.port}${READY}`).then(
        ({ ok }) => ok,
        () => false,
      );
    while (!ended && !(await isReady())) {
      if (Date.now() - began > START_MS) break;
      await delay(250);
    }
    if (ended || !(await isReady())) {
      problems.push(`it is not ready:\n${portal.said().slice(-8_000)}`);
      return { said, problems };
    }
    said.push(`ready after ${Math.round((Date.now() - began) / 1000)} s`);
    const asked = await askedByAnybody(world.port);
    said.push(...asked.said);
    problems.push(...asked.problems);
    const [kind, ...check] = config.Healthcheck.Test;
    const health = await start(world.env, check).ended;
    if (kind !== 'CMD' || health.code !== 0) {
      problems.push(`its own check of its health fails: ${health.said}`);
    }
    const who = await start({}, ['node', '-p', 'process.getuid()']).ended;
    if (who.said.trim() !== String(NOBODY)) {
      problems.push(`it runs as ${who.said.trim()}`);
    }
    const signedIn = await playwright(tools, 'production', {
      patterns: ['signIn'],
      env: {
        COUNTERSIGN_PRODUCTION: 'yes',
        COUNTERSIGN_URL: world.address,
        COUNTERSIGN_PLAIN_URL: `http://localhost:${world.plainPort}`,
        COUNTERSIGN_TOKEN: world.pipelineToken,
      },
    });
    said.push(`signing in: ${signedIn.passed} tests pass`);
    if (signedIn.failed || !signedIn.passed) {
      problems.push(`signing in: ${signedIn.failed} tests fail`);
    }
    const asking = Date.now();
    portal.signal('SIGTERM', 'node');
    const end = await portal.ended;
    const seconds = (Date.now() - asking) / 1000;
    said.push(`ends with ${end.code} ${seconds.toFixed(1)} s after SIGTERM`);
    if (end.code !== 0) problems.push(`it ends with ${end.code}`);
    if (seconds * 1000 > END_MS) problems.push('it takes too long to end');
    problems.push(...(await notAskedFor(start, world.env)));
  } finally {
    await portal.stop();
    await world.stop();
    await removeFolder();
  }
  const written = await writtenSince(root, began);
  if (written.length > 0) {
    problems.push(`it wrote to its root: ${written.slice(0, 10).join(', ')}`);
  }
  const portalFolder = path.join(root, 'srv/countersign');
  const installed = await installedIn(portalFolder);
  const billed = await packagesOfSbom(path.join(portalFolder, 'sbom.cdx.json'));
  said.push(
    `${installed.size} packages, ${billed.size} in its bill of materials`,
  );
  const missing = [...installed].filter(name => !billed.has(name));
  if (missing.length) {
    problems.push(
      `its bill of materials lacks ${missing.length}: ${missing.slice(0, 20)}`,
    );
  }
  const { stdout } = await run('du', ['-sm', portalFolder]);
  said.push(`${parseInt(stdout, 10)} MB over its base`);
  const troubles = portal
    .said()
    .split('\n')
    .filter(line => /\b(error|warn)\b/i.test(line));
  said.push(`${troubles.length} warnings and errors`, ...troubles.slice(0, 40));
  return { said, problems };
}
