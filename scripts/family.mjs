/**
 * `npm run family`: the family as somebody else gets it.
 *
 *   npm run family -- pack    builds and packs every package that is published, and checks the packs
 *   npm run family -- start   runs a stock app of create-app with the packs in it, by docs/guides/install.md
 *                             [--port 7010] [--legacy] [--newest] [--area "Change management"] …
 *   npm run family -- test    what a guest sees in that app, in Chromium, in each of the ways of
 *                             lib/family/ways.mjs, or in those that are named
 *                             [--area "Logs"] …: of `alone`, only these areas
 *   npm run family -- weigh   what the family adds to that app, as JavaScript and on the page of an entity: one JSON
 *                             object a line
 *
 * --newest takes the newest of each package of Backstage, instead of those of the release that create-app is of.
 */
import { parseArgs } from 'node:util';
import { problemsOfPacks } from './lib/family/check.mjs';
import { packFamily } from './lib/family/pack.mjs';
import { runStockApp } from './lib/family/stock.mjs';
import { testFamily } from './lib/family/tests.mjs';
import { weighFamily } from './lib/family/weigh.mjs';
import { installDependencies } from './lib/install.mjs';
import { runMain, stopOnSignals } from './lib/processes.mjs';
import { reportTo, say, UserError } from './lib/report.mjs';
import { summarize } from './lib/summary.mjs';
import { prepareTools } from './lib/tools.mjs';

async function pack(tools) {
  const packs = await packFamily(tools);
  const problems = await problemsOfPacks(packs);
  problems.forEach(problem => say(`✗ ${problem}`));
  say(`${packs.length} packs, ${problems.length} problems`);
  return problems.length ? 1 : 0;
}

const kindOf = ({ legacy, newest }) =>
  (legacy && 'legacy') || (newest && 'newest') || 'new';

async function start(tools, { port, area, ...kind }) {
  if (kind.legacy && kind.newest) {
    throw new UserError('Choose --legacy or --newest: there is no app of both');
  }
  const portal = await runStockApp(tools, {
    kind: kindOf(kind),
    areas: area,
    port: port && Number(port),
  });
  say(`The stock app is on ${portal.url}; Ctrl-C stops it`);
  throw await portal.ended;
}

async function test(tools, { patterns, area: areas, newest }) {
  const { passed, failed, failures } = await testFamily(tools, {
    kind: kindOf({ newest }),
    patterns,
    areas,
  });
  const told = failures.map(each => ({ step: 'family', ...each }));
  summarize(told).forEach(say);
  say(`${passed} passed, ${failed} failed`);
  return failed ? 1 : 0;
}

async function weigh(tools) {
  const figures = await weighFamily(tools);
  figures.forEach(figure =>
    process.stdout.write(`${JSON.stringify(figure)}\n`),
  );
  return 0;
}

const commands = { pack, start, test, weigh };

await runMain(async () => {
  stopOnSignals();
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      port: { type: 'string' },
      legacy: { type: 'boolean' },
      newest: { type: 'boolean' },
      area: { type: 'string', multiple: true },
    },
  });
  const [name = 'pack', ...patterns] = positionals;
  if (!commands[name]) {
    throw new UserError(
      `There is no "${name}"; there is ${Object.keys(commands).join(', ')}`,
    );
  }
  // Standard output is for figures there, as of the benchmarks.
  if (name === 'weigh') reportTo(process.stderr);
  const tools = await prepareTools();
  await installDependencies(tools);
  return commands[name](tools, { ...values, patterns });
});
