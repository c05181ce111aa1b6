/**
 * `npm test`: everything that has to hold before a change is merged, on real PostgreSQL and in a real browser.
 *
 *   npm test                                      all steps
 *   npm test -- --only unit,e2e                   some of: types, packages, lint, format, unit, build, scripts, production, e2e, games
 *   npm test -- --only unit plugins/ledger-node   tests whose path matches
 *
 * What failed, and why, is told at the end. The last line is `N passed, N failed`, over the unit, integration and
 * end-to-end tests; any other failed step counts as one failure.
 */
import { parseArgs } from 'node:util';
import { installDependencies } from './lib/install.mjs';
import { runMain, stopOnSignals } from './lib/processes.mjs';
import { say, step, totalElapsed, UserError } from './lib/report.mjs';
import { summarize } from './lib/summary.mjs';
import { stages, testSteps } from './lib/testSteps.mjs';
import { prepareTools } from './lib/tools.mjs';

function readOptions() {
  const { values, positionals } = parseArgs({
    options: { only: { type: 'string', multiple: true } },
    allowPositionals: true,
  });
  const names = Object.keys(testSteps);
  const only = values.only?.flatMap(value => value.split(',')) ?? names;
  const unknown = only.find(name => !names.includes(name));
  if (unknown) {
    throw new UserError(
      `There is no step "${unknown}"; the steps are ${names.join(', ')}`,
    );
  }
  return { only, patterns: positionals };
}

/** A step that breaks is a failure like any other: the rest still runs, and the last line still comes. */
async function runStep(name, tools, options) {
  try {
    return await step(
      name,
      () => testSteps[name](tools, options),
      ({ failed }) => failed === 0,
    );
  } catch (error) {
    const reason = error instanceof UserError ? error.message : error.stack;
    say(`✗ ${name}: ${reason}`);
    return {
      passed: 0,
      failed: 1,
      failures: [{ name: 'it broke off', reason }],
    };
  }
}

/** The lanes of a stage run side by side, and the steps of a lane in turn. */
async function runSteps(names, tools, options) {
  const inTurn = async lane => {
    const results = [];
    for (const name of lane.filter(each => names.includes(each))) {
      results.push([name, await runStep(name, tools, options)]);
    }
    return results;
  };
  const all = [];
  for (const lanes of stages) {
    all.push(...(await Promise.all(lanes.map(inTurn))).flat());
  }
  return all;
}

async function main() {
  stopOnSignals();
  const { only, patterns } = readOptions();
  const tools = await prepareTools();
  await installDependencies(tools);
  const total = { passed: 0, failed: 0 };
  const failures = [];
  for (const [name, results] of await runSteps(only, tools, { patterns })) {
    total.passed += results.passed;
    total.failed += results.failed;
    failures.push(...results.failures.map(each => ({ step: name, ...each })));
  }
  say(`\n${total.failed ? 'Failed' : 'All is well'} (${totalElapsed()})`);
  summarize(failures).forEach(say);
  say(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
}

await runMain(main);
