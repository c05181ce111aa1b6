import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { playwright } from '../endToEnd.mjs';
import { findFreePort } from '../ports.mjs';
import { step, UserError } from '../report.mjs';
import { resultsFolder } from '../testResults.mjs';
import { problemsOfPacks } from './check.mjs';
import { packFamily } from './pack.mjs';
import { secondPerson } from './people.mjs';
import { installedStockApp, ownGround } from './stock.mjs';
import { buildStockApp, startStockPortal } from './stockPortal.mjs';

/** The guest as the guide has it, and what pipelines show. */
const people = token => ({
  auth: {
    providers: {
      guest: {
        userEntityRef: 'user:default/guest',
        ownershipEntityRefs: ['user:default/guest', 'group:default/guests'],
      },
    },
  },
  backend: {
    auth: {
      externalAccess: [
        { type: 'static', options: { token, subject: 'pipeline' } },
      ],
    },
  },
});

/** The ways in which somebody else's portal runs: where its tests are, by what they need. */
const ways = {
  open: {},
  sqlite: { database: false },
};

async function configOf(ground, token, { database = true, folder }) {
  const { auth, backend } = people(token);
  return {
    ...(await secondPerson(folder)),
    auth,
    ledger: ground.config.ledger,
    backend: {
      ...backend,
      ...(database ? ground.config.backend : {}),
    },
  };
}

/** Runs the tests of one way in front of a stock app that runs so. */
async function runWay(tools, name, { folder, guide }) {
  const way = ways[name];
  const ground = await ownGround(tools);
  const token = randomBytes(24).toString('hex');
  const portal = await startStockPortal(tools, folder, {
    name,
    lines: Object.values(guide).flatMap(({ lines }) => lines),
    port: await findFreePort(),
    config: await configOf(ground, token, { ...way, folder }),
    logFile: path.join(resultsFolder, `stock-${name}.log`),
  });
  const results = await playwright(tools, 'stock', {
    patterns: [],
    env: {
      COUNTERSIGN_STOCK: name,
      COUNTERSIGN_URL: portal.url,
      COUNTERSIGN_TOKEN: token,
    },
  });
  await portal.stop();
  await ground.stop();
  return results;
}

/**
 * The family in a stock app of create-app: what is in its packs, and its pages as the guest sees them.
 *
 * @param options.patterns - the ways to try, all where there is none
 */
export async function testFamily(tools, { patterns = [] } = {}) {
  const unknown = patterns.find(pattern => !ways[pattern]);
  if (unknown) {
    throw new UserError(
      `There is no way "${unknown}"; there is ${Object.keys(ways).join(', ')}`,
    );
  }
  const problems = await problemsOfPacks(await packFamily(tools));
  const results = [
    {
      passed: problems.length ? 0 : 1,
      failed: problems.length,
      failures: problems.map(reason => ({ name: 'a pack', reason })),
    },
  ];
  const app = await installedStockApp(tools);
  await buildStockApp(tools, app.folder, { config: { app: {} } });
  for (const name of Object.keys(ways)) {
    if (patterns.length && !patterns.includes(name)) continue;
    results.push(
      await step(
        `a stock app: ${name}`,
        () => runWay(tools, name, app),
        ({ failed }) => failed === 0,
      ),
    );
  }
  return {
    passed: results.reduce((sum, { passed }) => sum + passed, 0),
    failed: results.reduce((sum, { failed }) => sum + failed, 0),
    failures: results.flatMap(({ failures }) => failures),
  };
}
