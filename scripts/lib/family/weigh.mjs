import { readdir, readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { findFreePort } from '../ports.mjs';
import { step } from '../report.mjs';
import { resultsFolder } from '../testResults.mjs';
import { signInAs } from './people.mjs';
import { installedStockApp, ownGround, partOf } from './stock.mjs';
import { buildStockApp, startStockPortal } from './stockPortal.mjs';
import { visitPortal } from './visits.mjs';

const zipped = promisify(gzip);

/** What a file weighs over the wire, as the backend of an app compresses it. */
const weightOf = async file => (await zipped(await readFile(file))).length;

const sum = async files =>
  (await Promise.all(files.map(weightOf))).reduce((a, b) => a + b, 0);

/**
 * What scripts of built pages weigh, in compressed bytes.
 *
 * @param dist - the folder that has them in `static`
 * @returns `{ of, all }`: what scripts of some names weigh, and what all do, whatever page loads them
 */
export async function scriptsOf(dist) {
  const folder = path.join(dist, 'static');
  const files = await readdir(folder, { recursive: true });
  const scripts = files.filter(file => file.endsWith('.js'));
  const at = file => path.join(folder, file);
  return {
    async of(names) {
      const found = scripts.filter(file => names.includes(path.basename(file)));
      if (!names.length || found.length !== names.length) {
        throw new Error(
          `${dist} has ${found.length} of ${names.length} scripts: ${names}`,
        );
      }
      return sum(found.map(at));
    },
    all: await sum(scripts.map(at)),
  };
}

/** The stock app as create-app makes it, and with everything of the guide. */
function waysToWeigh(guide) {
  const exclude = Object.values(guide).flatMap(({ app }) => app);
  return {
    'without the family': {
      isOurs: false,
      lines: [],
      pages: { name: 'none', config: { app: { packages: { exclude } } } },
    },
    'with the family': { isOurs: true, ...partOf(guide) },
  };
}

/** What the browser sees of one of them, on a database of its own. */
async function openInBrowser(tools, folder, { isOurs, lines, pages }) {
  const ground = await ownGround(tools);
  const portal = await startStockPortal(tools, folder, {
    name: `weigh-${pages.name}`,
    lines,
    port: await findFreePort(),
    config: { ...ground.config, ...signInAs() },
    logFile: path.join(resultsFolder, `stock-weigh-${pages.name}.log`),
  });
  const seen = await visitPortal(portal.url, { isOurs });
  await portal.stop();
  await ground.stop();
  return seen;
}

/**
 * What the family costs a stock app: JavaScript before sign-in, with the first page after it and of all pages, and
 * requests and time of an entity's page.
 *
 * @returns figures as benchmarks print them: `bench`, `metric`, `value`, `unit`, `n`, `setup`
 */
export async function weighFamily(tools) {
  const { folder, guide } = await installedStockApp(tools);
  const figures = [];
  for (const [name, way] of Object.entries(waysToWeigh(guide))) {
    await buildStockApp(tools, folder, way.pages);
    const dist = path.join(folder, 'packages/app', `dist-${way.pages.name}`);
    const scripts = await scriptsOf(dist);
    const seen = await step(`opening the stock app ${name}`, () =>
      openInBrowser(tools, folder, way),
    );
    const add = (setup, n, unit) => (metric, value) =>
      figures.push({
        ...{ bench: 'stock', metric: `${metric}, ${name}` },
        ...{ value: Math.round(value), unit, n, setup },
      });
    const kilobytes = add('stock app of create-app, gzip', 1, 'kB');
    kilobytes('scripts before sign-in', (await scripts.of(seen.before)) / 1e3);
    kilobytes(
      'scripts with the first page after sign-in',
      (await scripts.of(seen.first)) / 1e3,
    );
    kilobytes('scripts of all pages together', scripts.all / 1e3);
    const here = `${
      cpus().length
    } cores, Chromium and PostgreSQL beside it, window of 1280 × 900`;
    const requests = add(here, seen.visits, 'requests');
    requests('entity page', seen.of('requests', 0.5));
    requests('entity page, to the backend', seen.of('toBackend', 0.5));
    const milliseconds = add(here, seen.visits, 'ms');
    milliseconds('entity page, its stock cards p50', seen.of('stock', 0.5));
    milliseconds('entity page, all in view p50', seen.of('all', 0.5));
    milliseconds('entity page, all in view max', seen.of('all', 1));
  }
  return figures;
}
