import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { installedStockApp, partOf } from './stock.mjs';
import { buildStockApp } from './stockPortal.mjs';

const zipped = promisify(gzip);

/** What a file weighs over the wire, as the backend of an app compresses it. */
const weightOf = async file => (await zipped(await readFile(file))).length;

const sum = async files =>
  (await Promise.all(files.map(weightOf))).reduce((a, b) => a + b, 0);

/**
 * What the scripts of built pages weigh, in compressed bytes.
 *
 * @param dist - the folder that has `index.html` and, in `static`, what it names
 * @returns `before`: what `index.html` loads before anybody has signed in; `all`: that and whatever any page loads later
 */
export async function scriptsOf(dist) {
  const html = await readFile(path.join(dist, 'index.html'), 'utf8');
  const named = [...html.matchAll(/<script\b[^>]*\bsrc="([^"]+\.js)"/g)].map(
    ([, address]) => path.basename(address),
  );
  const folder = path.join(dist, 'static');
  const files = await readdir(folder, { recursive: true });
  const scripts = files.filter(file => file.endsWith('.js'));
  const first = scripts.filter(file => named.includes(path.basename(file)));
  if (!named.length || first.length !== named.length) {
    throw new Error(`${dist}: index.html names scripts that are not there`);
  }
  const at = file => path.join(folder, file);
  return { before: await sum(first.map(at)), all: await sum(scripts.map(at)) };
}

/**
 * What the family adds to the JavaScript of a stock app: as create-app makes it, and with everything of the guide.
 *
 * @returns figures as benchmarks print them: `bench`, `metric`, `value`, `unit`, `n`, `setup`
 */
export async function weighFamily(tools) {
  const { folder, guide } = await installedStockApp(tools);
  const none = Object.values(guide).flatMap(({ app }) => app);
  const ways = {
    'without the family': {
      name: 'none',
      config: { app: { packages: { exclude: none } } },
    },
    'with the family': partOf(guide).pages,
  };
  const figures = [];
  for (const [way, pages] of Object.entries(ways)) {
    await buildStockApp(tools, folder, pages);
    const dist = path.join(folder, 'packages/app', `dist-${pages.name}`);
    const { before, all } = await scriptsOf(dist);
    const figure = (metric, bytes) => ({
      ...{ bench: 'stock', metric: `${metric}, ${way}` },
      ...{ value: Math.round(bytes / 1000), unit: 'kB', n: 1 },
      setup: 'stock app of create-app, gzip',
    });
    figures.push(figure('scripts before sign-in', before));
    figures.push(figure('scripts of all pages together', all));
  }
  return figures;
}
