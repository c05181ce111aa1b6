const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');

// Jest's own: the one that the installed Jest brings.
const { default: Sequencer } = createRequire(require.resolve('jest'))(
  '@jest/test-sequencer',
);

/** A portal and all that goes with it take less; what computes its time is longer still. */
const LONG_MS = 240_000;

/**
 * They need little of a core: Prometheus and Alertmanager do what they do by the minute, and so does whoever gives them up; others
 * wait for a thread that hangs, a portal that is not there, or until what is remembered is forgotten.
 */
const MOSTLY_WAITS = new RegExp(
  `(${[
    ...['alertsOfPrometheus', 'realPrometheus', 'realAlertmanager'],
    ...['alerts/delivery', 'backend/src/metrics', 'plans/PlanReader'],
    ...['change-management/pipeline', 'service-logs-backend/src/responders'],
  ].join('|')})\\.test\\.ts$`,
);

/** They compute and compute, and no moment counts: they have whatever the rest leaves idle. */
const GAMES =
  /change-management-backend\/src\/adversary\/(adversary|inPostgres)\.test\.ts$/;

/** The tests by what they need of the machine; `--shard=n/3` runs the n-th of these groups. */
const groups = [
  test => MOSTLY_WAITS.test(test.path),
  test => !MOSTLY_WAITS.test(test.path) && !GAMES.test(test.path),
  test => GAMES.test(test.path),
];

/**
 * Runs the tests that may take longest first, as they say by `jest.setTimeout`: of all, those that compute their time.
 * In a fresh clone Jest knows of no times and begins with the largest files; the longest test would come last, with one
 * core idle meanwhile.
 *
 * The others run project by project: what a process has loaded for one test of pages is of use to the next, not to a
 * test of a backend, and a process that holds both is the sooner full, ended, and made anew.
 */
class LongestFirst extends Sequencer {
  shard(tests, { shardIndex }) {
    return tests.filter(groups[shardIndex - 1]);
  }

  sort(tests) {
    const usual = super.sort(tests);
    const allowed = new Map(usual.map(test => [test, allowedMs(test.path)]));
    const byAllowed = (a, b) => allowed.get(b) - allowed.get(a);
    const long = usual.filter(test => allowed.get(test) > LONG_MS);
    const projects = new Map();
    for (const test of usual) {
      if (allowed.get(test) > LONG_MS) continue;
      const { context } = test;
      projects.set(context, [...(projects.get(context) ?? []), test]);
    }
    const sum = group => group.reduce((ms, test) => ms + allowed.get(test), 0);
    return [
      ...long.sort(byAllowed),
      ...[...projects.values()]
        .sort((a, b) => sum(b) - sum(a))
        .flatMap(group => group.sort(byAllowed)),
    ];
  }
}

function allowedMs(file) {
  const found = /^jest\.setTimeout\((.+)\);$/m.exec(readFileSync(file, 'utf8'));
  if (!found) return 0;
  const literal = Number(found[1].replaceAll('_', ''));
  return Number.isNaN(literal) ? Number.MAX_VALUE : literal;
}

module.exports = LongestFirst;
