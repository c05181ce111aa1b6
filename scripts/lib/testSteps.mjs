import path from 'node:path';
import { ensureAlertmanager } from './alertmanager.mjs';
import { buildBackend, buildCli } from './build.mjs';
import { endToEnd, production } from './endToEnd.mjs';
import { root } from './paths.mjs';
import { startEmbeddedPostgres } from './postgres.mjs';
import { ensurePrometheus } from './prometheus.mjs';
import { say, UserError } from './report.mjs';
import { filesBelow } from './stamps.mjs';
import {
  failureOfRun,
  ofJest,
  ofNodeTest,
  readResults,
  resultFile,
} from './testResults.mjs';

/** A check that passes or fails as a whole and is not counted among the tests unless it fails. */
const check = args => async tools => {
  const ended = await tools.yarn(args, { allowFailure: true });
  return ended.code === 0
    ? { passed: 0, failed: 0, failures: [] }
    : { passed: 0, failed: 1, failures: [failureOfRun(ended)] };
};

/** Where there is none, the tests that need it say so, and the others still run. */
async function broughtFor(variable, ensure) {
  try {
    return { [variable]: await ensure() };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    say(`! ${error.message}`);
    return {};
  }
}

/** What tests in Jest find in their environment, and the PostgreSQL that is theirs while they run. */
async function withDatabase(tools, more, work) {
  const server = await startEmbeddedPostgres(tools, { ephemeral: true });
  const results = await work({
    ...tools.env,
    ...more,
    NODE_OPTIONS: '--max-old-space-size=4096',
    BACKSTAGE_TEST_DISABLE_DOCKER: '1',
    BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING: server.superuserUrl,
  });
  await server.stop();
  return results;
}

async function unit(tools, { patterns }) {
  const brought = {
    ...(await broughtFor('PROMETHEUS_PATH', ensurePrometheus)),
    ...(await broughtFor('ALERTMANAGER_PATH', ensureAlertmanager)),
    // For a few files of tests alone it is not worth it: those that run the command line build it themselves.
    ...(patterns.length ? {} : { COUNTERSIGN_CLI: await buildCli(tools) }),
  };
  const results = await withDatabase(tools, brought, env =>
    Promise.all(
      patterns.length
        ? [jest(tools, env, 'jest', ['--maxWorkers=2', ...patterns])]
        : [
            jest(tools, env, 'jest', ['--maxWorkers=2', '--shard=2/3']),
            // Beside them, at the pace of what they wait for.
            jest(tools, env, 'jest-waits', ['--maxWorkers=1', '--shard=1/3']),
          ],
    ),
  );
  const sum = key => results.reduce((total, each) => total + each[key], 0);
  return {
    passed: sum('passed'),
    failed: sum('failed'),
    failures: results.flatMap(({ failures }) => failures),
  };
}

/** The longest unit tests, beside what comes first; those that are asked for by name run among the unit tests. */
async function games(tools, { patterns }) {
  if (patterns.length) return { passed: 0, failed: 0, failures: [] };
  // All games are played, however much else the machine does.
  const ofAdversary = { ADVERSARY_SECONDS: '1800', ADVERSARY_ALL: 'yes' };
  return withDatabase(tools, ofAdversary, env =>
    jest(tools, env, 'jest-games', ['--maxWorkers=1', '--shard=3/3'], {
      background: true,
    }),
  );
}

async function jest(tools, env, name, args, options = {}) {
  const file = await resultFile(name);
  const ended = await tools.yarn(
    [
      ...['backstage-cli', 'repo', 'test', '--watchAll=false'],
      '--workerIdleMemoryLimit=1500MB',
      // It is there to end what hangs: a machine that does much else takes its time.
      '--testTimeout=60000',
      `--config=${path.join(root, 'scripts/lib/jest/config.cjs')}`,
      `--testSequencer=${path.join(root, 'scripts/lib/jest/longestFirst.cjs')}`,
      ...['--json', `--outputFile=${file}`],
      ...args,
    ],
    { allowFailure: true, env, ...options },
  );
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
  await buildBackend(tools);
  return { passed: 0, failed: 0, failures: [] };
}

/** The steps of `npm test`, in order: what is cheap and often wrong comes first. */
export const testSteps = {
  types: check(['tsc']),
  packages: check(['backstage-cli', 'repo', 'fix', '--publish', '--check']),
  lint: check(['lint']),
  format: check(['prettier:check']),
  unit,
  build,
  scripts,
  production,
  e2e: endToEnd,
  games,
};

/**
 * What runs side by side, a stage after the other: a lane keeps about one core busy, and what is alone in its stage has
 * the machine to itself.
 */
export const stages = [
  [['types'], ['packages', 'lint', 'format']],
  [['unit']],
  [['build']],
  // All start portals that are built, and wait for them. Scripts take longer than production: end-to-end tests make their
  // portal and its records meanwhile. Their stories wait for minutes until an alert fires and is over; games compute then.
  [['scripts'], ['production', 'e2e'], ['games']],
];
