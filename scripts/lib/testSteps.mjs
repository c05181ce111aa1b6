import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildApp, buildCli } from './build.mjs';
import { ensureChromium } from './chromium.mjs';
import { root, toolsDir } from './paths.mjs';
import { findFreePort } from './ports.mjs';
import { startPortal } from './portal.mjs';
import { postgresEnvironment, startEmbeddedPostgres } from './postgres.mjs';
import { onStop } from './processes.mjs';
import { ensureSecrets } from './secrets.mjs';
import { filesBelow } from './stamps.mjs';
import {
  failureOfRun,
  ofJest,
  ofNodeTest,
  ofPlaywright,
  readResults,
} from './testResults.mjs';

/** A test that files a change and searches for it does not wait for five minutes. */
const searchIndexSchedule = JSON.stringify({
  frequency: { seconds: 10 },
  timeout: { minutes: 1 },
});

const resultsFolder = path.join(toolsDir, 'test-results');

async function resultFile(name) {
  await mkdir(resultsFolder, { recursive: true });
  const file = path.join(resultsFolder, `${name}.json`);
  await rm(file, { force: true });
  return file;
}

/** A check that passes or fails as a whole and is not counted among the tests unless it fails. */
const check = args => async tools => {
  const ended = await tools.yarn(args, { allowFailure: true });
  return ended.code === 0
    ? { passed: 0, failed: 0, failures: [] }
    : { passed: 0, failed: 1, failures: [failureOfRun(ended)] };
};

async function unit(tools, { patterns }) {
  const server = await startEmbeddedPostgres(tools, { ephemeral: true });
  const file = await resultFile('jest');
  const ended = await tools.yarn(
    [
      ...['backstage-cli', 'repo', 'test', '--watchAll=false'],
      ...['--maxWorkers=2', '--workerIdleMemoryLimit=1500MB'],
      ...['--json', `--outputFile=${file}`],
      ...patterns,
    ],
    {
      allowFailure: true,
      env: {
        ...tools.env,
        NODE_OPTIONS: '--max-old-space-size=4096',
        BACKSTAGE_TEST_DISABLE_DOCKER: '1',
        BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING:
          server.connectionString,
      },
    },
  );
  await server.stop();
  return readResults(file, ended, ofJest);
}

/** The scripts themselves, after the build: `npm start` builds nothing again. */
async function scripts(tools, { patterns }) {
  const folder = path.join(root, 'scripts/tests');
  const files = await filesBelow(
    folder,
    file =>
      file.endsWith('.test.mjs') &&
      (!patterns.length || patterns.some(part => file.includes(part))),
  );
  if (!files.length) {
    return { passed: 0, failed: 0, failures: [] };
  }
  const results = await resultFile('scripts');
  const ended = await tools.node(
    [
      ...['--test', '--test-concurrency=1'],
      ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
      `--test-reporter=${path.join(root, 'scripts/lib/nodeTestReporter.mjs')}`,
      `--test-reporter-destination=${results}`,
      ...files,
    ],
    { allowFailure: true },
  );
  return readResults(results, ended, ofNodeTest);
}

async function build(tools) {
  await buildCli(tools);
  await buildApp(tools);
  await tools.yarn(['workspace', 'backend', 'build'], {
    quiet: true,
    what: 'The build of packages/backend',
  });
  return { passed: 0, failed: 0, failures: [] };
}

/** The built portal, on a port, a database and secrets of its own, and a browser in front of it. */
async function endToEnd(tools, { patterns }) {
  const chromium = await ensureChromium();
  await buildApp(tools);
  const cli = await buildCli(tools);
  const folder = await mkdtemp(path.join(tmpdir(), 'countersign-e2e-'));
  const removeFolder = onStop(() =>
    rm(folder, { recursive: true, force: true }),
  );
  const server = await startEmbeddedPostgres(tools, { ephemeral: true });
  const secrets = await ensureSecrets(folder);
  const portal = await startPortal(tools, {
    port: await findFreePort(),
    env: {
      ...secrets,
      ...postgresEnvironment(server),
      COUNTERSIGN_DEMO: 'on',
      APP_CONFIG_search_collators_changeRequests_schedule: searchIndexSchedule,
    },
    logFile: path.join(resultsFolder, 'portal.log'),
  });
  const file = await resultFile('playwright');
  const ended = await tools.yarn(['playwright', 'test', ...patterns], {
    allowFailure: true,
    env: {
      ...tools.env,
      CHROMIUM_PATH: chromium,
      COUNTERSIGN_URL: portal.url,
      COUNTERSIGN_TOKEN: secrets.PIPELINE_TOKEN,
      COUNTERSIGN_CLI: cli,
      PLAYWRIGHT_JSON_OUTPUT_FILE: file,
    },
  });
  await portal.stop();
  await server.stop();
  await removeFolder();
  return readResults(file, ended, ofPlaywright);
}

/** The steps of `npm test`, in order: what is cheap and often wrong comes first. */
export const testSteps = {
  types: check(['tsc']),
  lint: check(['lint']),
  format: check(['prettier:check']),
  unit,
  build,
  scripts,
  e2e: endToEnd,
};
