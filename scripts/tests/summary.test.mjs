/** What the end of `npm test` says about what failed. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../lib/paths.mjs';
import { summarize } from '../lib/summary.mjs';
import { ofJest, ofPlaywright, readResults } from '../lib/testResults.mjs';

const failures = count =>
  Array.from({ length: count }, (_, index) => ({
    step: 'unit',
    name: `test ${index}`,
    reason: 'expected 1\nreceived 2\n    at file.ts:1:2\n',
  }));

test('a failure is told by name and reason, without colours and stack', () => {
  const [failure] = failures(1);
  const reason = `\u001b[31m${failure.reason}\u001b[39m`;
  assert.deepEqual(summarize([{ ...failure, reason }]), [
    '✗ unit: test 0',
    '    expected 1',
    '    received 2',
  ]);
});

test('however many fail, the names come first and all fits into the end of a log', () => {
  for (const count of [1, 10, 40, 400]) {
    const lines = summarize(
      failures(count).map(failure => ({
        ...failure,
        reason: 'x\n'.repeat(100),
      })),
    );
    assert(lines.length <= 50, `${lines.length} lines for ${count}`);
    assert(
      lines.filter(line => line.startsWith('✗')).length >= Math.min(count, 40),
    );
  }
  assert.match(summarize(failures(400)).at(-1), /^… and \d+ more$/);
});

test('Jest: failed tests, and files that did not load', () => {
  const file = name => path.join(root, 'plugins/a/src', name);
  const {
    passed,
    failed,
    failures: told,
  } = ofJest({
    numPassedTests: 3,
    numFailedTests: 1,
    numRuntimeErrorTestSuites: 1,
    testResults: [
      {
        name: file('a.test.ts'),
        status: 'failed',
        message: '',
        assertionResults: [
          { status: 'passed', fullName: 'a works', failureMessages: [] },
          { status: 'failed', fullName: 'b works', failureMessages: ['not 1'] },
        ],
      },
      {
        name: file('b.test.ts'),
        status: 'failed',
        message: 'Cannot find module',
        assertionResults: [],
      },
    ],
  });
  assert.deepEqual([passed, failed], [3, 2]);
  assert.deepEqual(told, [
    { name: 'plugins/a/src/a.test.ts › b works', reason: 'not 1' },
    {
      name: 'plugins/a/src/b.test.ts › the file as a whole',
      reason: 'Cannot find module',
    },
  ]);
});

test('Playwright: failed specs of all suites', () => {
  const {
    passed,
    failed,
    failures: told,
  } = ofPlaywright({
    stats: { expected: 2, flaky: 1, unexpected: 1 },
    suites: [
      {
        specs: [{ ok: true, file: 'a.test.ts', title: 'fine', tests: [] }],
        suites: [
          {
            specs: [
              {
                ok: false,
                file: 'a.test.ts',
                title: 'broken',
                tests: [{ results: [{ error: { message: 'no button' } }] }],
              },
            ],
          },
        ],
      },
    ],
  });
  assert.deepEqual([passed, failed], [3, 1]);
  assert.deepEqual(told, [{ name: 'a.test.ts › broken', reason: 'no button' }]);
});

test('a runner that died before it counted has failed, and its last words are the reason', async () => {
  const { failed, failures: told } = await readResults(
    path.join(root, 'nowhere.json'),
    { code: 134, tail: `${'noise\n'.repeat(100)}heap out of memory` },
    ofJest,
  );
  assert.equal(failed, 1);
  const lines = summarize(told.map(each => ({ step: 'unit', ...each })));
  assert.equal(lines[0], '✗ unit: exit code 134');
  assert.equal(lines.at(-1), '    heap out of memory');
});
