import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
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

/** What a runner counted; a runner that did not get as far as counting has failed once. */
async function readCounts(file, exitCode, toCounts) {
  const counts = existsSync(file)
    ? toCounts(JSON.parse(await readFile(file, 'utf8')))
    : { passed: 0, failed: 0 };
  return exitCode !== 0 && counts.failed === 0
    ? { ...counts, failed: 1 }
    : counts;
}

/** A check that passes or fails as a whole and is not counted among the tests unless it fails. */
const check = args => async tools => {
  const { code } = await tools.yarn(args, { allowFailure: true });
  return { passed: 0, failed: code === 0 ? 0 : 1 };
};

async function unit(tools, { patterns }) {
  const server = await startEmbeddedPostgres(tools, { ephemeral: true });
  const file = await resultFile('jest');
  const { code } = await tools.yarn(
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
  return readCounts(file, code, results => ({
    passed: results.numPassedTests,
    // A file that does not even load has no failed tests.
    failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
  }));
}

async function build(tools) {
  await buildCli(tools);
  await buildApp(tools);
  await tools.yarn(['workspace', 'backend', 'build'], {
    quiet: true,
    what: 'The build of packages/backend',
  });
  return { passed: 0, failed: 0 };
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
  const { code } = await tools.yarn(['playwright', 'test', ...patterns], {
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
  return readCounts(file, code, ({ stats }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
  }));
}

/** The steps of `npm test`, in order: what is cheap and often wrong comes first. */
export const testSteps = {
  types: check(['tsc']),
  lint: check(['lint']),
  format: check(['prettier:check']),
  unit,
  build,
  e2e: endToEnd,
};
