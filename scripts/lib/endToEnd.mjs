import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildApp, buildCli } from './build.mjs';
import { bundleProgram, installBundle } from './bundle.mjs';
import { ensureChromium } from './chromium.mjs';
import { untilDemoRecords } from './demo.mjs';
import { startDemoService } from './demoService.mjs';
import { startNginx } from './nginx.mjs';
import { startOpenIdProvider } from './openId.mjs';
import { root } from './paths.mjs';
import { findFreePort } from './ports.mjs';
import { startPortal } from './portal.mjs';
import {
  demoReaders,
  postgresEnvironment,
  startEmbeddedPostgres,
} from './postgres.mjs';
import { onStop } from './processes.mjs';
import { say } from './report.mjs';
import { ensureSecrets } from './secrets.mjs';
import {
  ofPlaywright,
  readResults,
  resultFile,
  resultsFolder,
} from './testResults.mjs';

const ownTests = path.join(root, 'packages/app/e2e-tests');
const productionTests = path.join(ownTests, 'production');

/** The end-to-end tests of one kind, in a browser in front of a portal. */
export async function playwright(tools, project, { patterns, env }) {
  const file = await resultFile(`playwright-${project}`);
  const ended = await tools.yarn(
    ['playwright', 'test', `--project=${project}`, ...patterns],
    {
      allowFailure: true,
      env: {
        ...tools.env,
        CHROMIUM_PATH: await ensureChromium(),
        PLAYWRIGHT_JSON_OUTPUT_FILE: file,
        ...env,
      },
    },
  );
  return readResults(file, ended, ofPlaywright);
}

/** A folder, a database and secrets for one portal, gone when it stops. */
async function ownWorld(tools) {
  const folder = await mkdtemp(path.join(tmpdir(), 'countersign-e2e-'));
  const removeFolder = onStop(() =>
    rm(folder, { recursive: true, force: true }),
  );
  const server = await startEmbeddedPostgres(tools, {
    ephemeral: true,
    readers: demoReaders,
  });
  return {
    folder,
    secrets: await ensureSecrets(path.join(folder, 'secrets')),
    postgres: postgresEnvironment(server),
    async stop() {
      await server.stop();
      await removeFolder();
    },
  };
}

/** Tests of the built portal with its demo records. */
export async function endToEnd(tools, { patterns }) {
  await buildApp(tools);
  const cli = await buildCli(tools);
  const world = await ownWorld(tools);
  const logFile = path.join(resultsFolder, 'portal.log');
  const port = await findFreePort();
  const services = { data: world.folder, postgres: world.postgres };
  const demo = await startDemoService(tools, { ...services, port });
  // What one story did to a service stands in its windows for minutes: another story has one of its own, and waits for nothing.
  const journeys = await startDemoService(tools, {
    ...services,
    port: port + 1,
    name: 'journey',
  });
  const portal = await startPortal(tools, {
    port,
    env: {
      ...world.secrets,
      ...world.postgres,
      ...demo.env,
      ...journeys.env,
      COUNTERSIGN_DATA_DIR: world.folder,
      COUNTERSIGN_DEMO: 'on',
    },
    configFiles: [path.join(ownTests, 'portal.yaml')],
    logFile,
  });
  // Those that come while a story is told would conflict with it, and it with them.
  await untilDemoRecords(portal.url);
  say(await demo.ready);
  say(await journeys.ready);
  const results = await playwright(tools, 'portal', {
    patterns,
    env: {
      COUNTERSIGN_URL: portal.url,
      COUNTERSIGN_TOKEN: world.secrets.PIPELINE_TOKEN,
      COUNTERSIGN_CLI: cli,
      ...demo.env,
      ...journeys.env,
    },
  });
  await portal.stop();
  await world.stop();
  return results;
}

/**
 * Tests of the built backend with the configuration of production, an OpenID Connect provider to sign in with, and nginx
 * before it that speaks TLS.
 */
export async function production(tools, { patterns }) {
  const world = await ownWorld(tools);
  const port = await findFreePort();
  const [tlsPort, plainPort] = [await findFreePort(), await findFreePort()];
  const address = `https://localhost:${tlsPort}`;
  const provider = await startOpenIdProvider(
    tools,
    `${address}/api/auth/oidc/handler/frame`,
  );
  const proxy = await startNginx({
    folder: path.join(world.folder, 'nginx'),
    port: tlsPort,
    plainPort,
    portalPort: port,
  });
  const bundle = path.join(world.folder, 'bundle');
  await mkdir(bundle);
  await installBundle(tools, bundle);
  const portal = await startPortal(tools, {
    port,
    address,
    program: bundleProgram(bundle, [path.join(productionTests, 'site.yaml')]),
    env: {
      ...world.secrets,
      ...world.postgres,
      ...provider.env,
      NODE_ENV: 'production',
      COUNTERSIGN_DATA_DIR: world.folder,
      // What the configuration of production has to hold against.
      COUNTERSIGN_DEMO: 'on',
      COUNTERSIGN_TEST_PEOPLE: path.join(productionTests, 'people.yaml'),
    },
    logFile: path.join(resultsFolder, 'production.log'),
  });
  const results = await playwright(tools, 'production', {
    patterns,
    env: {
      COUNTERSIGN_PRODUCTION: 'yes',
      COUNTERSIGN_URL: portal.url,
      COUNTERSIGN_PLAIN_URL: `http://localhost:${plainPort}`,
      COUNTERSIGN_TOKEN: world.secrets.PIPELINE_TOKEN,
    },
  });
  await proxy.stop();
  await portal.stop();
  await provider.stop();
  await world.stop();
  return results;
}
