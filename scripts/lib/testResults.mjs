import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { root, toolsDir } from './paths.mjs';

/** Where runners and portals under test leave what they have to say. */
export const resultsFolder = path.join(toolsDir, 'test-results');

/** Where a runner is to write its results; nothing is there yet. */
export async function resultFile(name) {
  await mkdir(resultsFolder, { recursive: true });
  const file = path.join(resultsFolder, `${name}.json`);
  await rm(file, { force: true });
  return file;
}

const ofTest = (file, title) =>
  `${path.isAbsolute(file) ? path.relative(root, file) : file} › ${title}`;

/** What Jest's `--json` says. A file that does not even load has no failed tests, and counts as one. */
export function ofJest(report) {
  const failures = report.testResults
    .filter(({ status }) => status === 'failed')
    .flatMap(({ name, message, assertionResults }) => {
      const tests = assertionResults.filter(
        ({ status }) => status === 'failed',
      );
      return tests.length
        ? tests.map(({ fullName, failureMessages }) => ({
            name: ofTest(name, fullName),
            reason: failureMessages.join('\n'),
          }))
        : [{ name: ofTest(name, 'the file as a whole'), reason: message }];
    });
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    failures,
  };
}

const specsOf = suite => [
  ...(suite.specs ?? []),
  ...(suite.suites ?? []).flatMap(specsOf),
];

/** What Playwright's JSON reporter says. */
export function ofPlaywright({ stats, suites, errors = [] }) {
  const failures = suites
    .flatMap(specsOf)
    .filter(({ ok }) => !ok)
    .map(({ file, title, tests }) => ({
      name: ofTest(file, title),
      reason: tests
        .flatMap(({ results }) => results)
        .map(({ error }) => error?.message)
        .find(Boolean),
    }));
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    failures: [
      ...failures,
      ...errors.map(({ message }) => ({ name: 'Playwright', reason: message })),
    ],
  };
}

/** What `nodeTestReporter.mjs` writes. */
export function ofNodeTest({ passed, failures }) {
  return {
    passed,
    failed: failures.length,
    failures: failures.map(({ file, title, reason }) => ({
      name: ofTest(file, title),
      reason,
    })),
  };
}

/**
 * What a runner counted. One that failed without a failed test, or did not get as far as counting, has failed once, and
 * the end of what it printed is the reason.
 *
 * @param ended - `{ code, tail }` of the runner
 */
export async function readResults(file, ended, toResults) {
  const results = existsSync(file)
    ? toResults(JSON.parse(await readFile(file, 'utf8')))
    : { passed: 0, failed: 0, failures: [] };
  return ended.code !== 0 && results.failed === 0
    ? {
        ...results,
        failed: 1,
        failures: results.failures.length
          ? results.failures
          : [failureOfRun(ended)],
      }
    : results;
}

/** A run that failed as a whole: the reason is at the end of what it printed. */
export function failureOfRun({ code, tail }) {
  return { name: `exit code ${code}`, reason: tail, reasonIsLast: true };
}
