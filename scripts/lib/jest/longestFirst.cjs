const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');

// Jest's own: the one that the installed Jest brings.
const { default: Sequencer } = createRequire(require.resolve('jest'))(
  '@jest/test-sequencer',
);

/**
 * Runs the tests that may take longest first, as they say by `jest.setTimeout`: of all, those that compute their time.
 * In a fresh clone Jest knows of no times and begins with the largest files; the longest test would come last, with one
 * core idle meanwhile.
 */
class LongestFirst extends Sequencer {
  sort(tests) {
    const usual = super.sort(tests);
    const allowed = new Map(usual.map(test => [test, allowedMs(test.path)]));
    return usual.sort((a, b) => allowed.get(b) - allowed.get(a));
  }
}

function allowedMs(file) {
  const found = /^jest\.setTimeout\((.+)\);$/m.exec(readFileSync(file, 'utf8'));
  if (!found) return 0;
  const literal = Number(found[1].replaceAll('_', ''));
  return Number.isNaN(literal) ? Number.MAX_VALUE : literal;
}

module.exports = LongestFirst;
