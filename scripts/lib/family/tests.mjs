import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { buildCli } from '../build.mjs';
import { playwright } from '../endToEnd.mjs';
import { findFreePort } from '../ports.mjs';
import { say, step, UserError } from '../report.mjs';
import { resultsFolder } from '../testResults.mjs';
import { problemsOfPacks } from './check.mjs';
import { movedPages } from './extensions.mjs';
import { readGuide } from './guide.mjs';
import { packFamily } from './pack.mjs';
import { secondPerson, signInAs } from './people.mjs';
import { installedStockApp, ownGround, partOf } from './stock.mjs';
import { buildStockApp, startStockPortal } from './stockPortal.mjs';
import { showUnder } from './subPath.mjs';
import { ways } from './ways.mjs';

/** What pipelines show. */
const pipelines = token => ({
  externalAccess: [{ type: 'static', options: { token, subject: 'pipeline' } }],
});

async function configOf(ground, token, portalOfWay, folder) {
  const { database, config, pages, guest } = portalOfWay;
  return {
    ...(await secondPerson(folder)),
    ...signInAs(guest),
    ledger: ground.config.ledger,
    backend: {
      auth: pipelines(token),
      ...(database === 'stock' ? {} : ground.config.backend),
    },
    ...(pages && { app: { extensions: await movedPages(folder, pages) } }),
    ...config,
  };
}

/** Shows a portal below a path where the way has one. */
async function addressOf({ under }, target) {
  if (!under) return { stop: async () => {} };
  const port = await findFreePort();
  const proxy = await showUnder({ path: under, port, target });
  return { ...proxy, url: `http://localhost:${port}${under}` };
}

/** Runs the tests of one portal of a way, in front of a stock app that runs so. */
async function runPortal(tools, name, portalOfWay, world) {
  const { kind = world.kind, tests = name, areas } = portalOfWay;
  const { folder, guide } = await installedStockApp(tools, { kind });
  const { lines, pages } = partOf(guide, areas);
  await buildStockApp(tools, folder, pages);
  const port = await findFreePort();
  const address = await addressOf(portalOfWay, port);
  const portal = await startStockPortal(tools, folder, {
    name: tests,
    lines: [...lines, ...(portalOfWay.lines ?? [])],
    without: portalOfWay.without,
    port,
    url: address.url,
    config: await configOf(world.ground, world.token, portalOfWay, folder),
    logFile: path.join(
      resultsFolder,
      `stock-${tests}${areas ? `-${pages.name}` : ''}.log`,
    ),
  });
  const results = await playwright(tools, 'stock', {
    patterns: [],
    env: {
      COUNTERSIGN_STOCK: tests,
      COUNTERSIGN_STOCK_AREAS: JSON.stringify(areas ?? Object.keys(guide)),
      COUNTERSIGN_URL: portal.url,
      COUNTERSIGN_TOKEN: world.token,
    },
  });
  await portal.stop();
  await address.stop();
  return results;
}

const sum = results => ({
  passed: results.reduce((all, { passed }) => all + passed, 0),
  failed: results.reduce((all, { failed }) => all + failed, 0),
  failures: results.flatMap(({ failures }) => failures),
});

/** Runs the portals of one way one after the other, on one database and with one key. */
async function runWay(tools, name, portals, kind) {
  const world = {
    kind,
    ground: await ownGround(tools, {
      schemas: portals[0].database === 'schemas',
    }),
    token: randomBytes(24).toString('hex'),
  };
  const results = [];
  for (const each of portals) {
    results.push(
      await step(
        ['a stock app', name, ...(each.areas ?? [])].join(': '),
        () => runPortal(tools, name, each, world),
        ({ failed }) => failed === 0,
      ),
    );
  }
  await world.ground.stop();
  return sum(results);
}

/** The ways to try, by name. */
function chosenWays(kind, patterns) {
  const unknown = patterns.find(pattern => !ways[pattern]);
  if (unknown) {
    throw new UserError(
      `There is no way "${unknown}"; there is ${Object.keys(ways).join(', ')}`,
    );
  }
  const wanted = patterns.length ? patterns : Object.keys(ways);
  const chosen = Object.entries(ways).filter(([name]) => wanted.includes(name));
  if (kind !== 'newest') return chosen;
  const hasKind = ([, portals]) => portals.some(each => each.kind);
  for (const [name] of chosen.filter(hasKind)) {
    say(`! ${name} is left out: its app is of one release, and not the newest`);
  }
  return chosen.filter(way => !hasKind(way));
}

/**
 * The family in a stock app of create-app: what is in its packs, and its pages as the guest sees them.
 *
 * @param options.kind - of the stock app: `new` or `newest`
 * @param options.patterns - the ways to try, all where there is none
 * @param options.areas - of a way that has portals with one area each, only these
 */
export async function testFamily(
  tools,
  { kind, patterns = [], areas = [] } = {},
) {
  const tried = chosenWays(kind, patterns);
  // An area that the guide does not have would leave nothing to try.
  partOf(await readGuide(), areas);
  const problems = await problemsOfPacks(await packFamily(tools));
  await buildCli(tools);
  const results = [
    {
      passed: problems.length ? 0 : 1,
      failed: problems.length,
      failures: problems.map(reason => ({ name: 'a pack', reason })),
    },
  ];
  for (const [name, portals] of tried) {
    const chosen = portals.filter(
      each =>
        !areas.length ||
        each.areas?.length !== 1 ||
        areas.includes(each.areas[0]),
    );
    if (chosen.length) results.push(await runWay(tools, name, chosen, kind));
  }
  return sum(results);
}
