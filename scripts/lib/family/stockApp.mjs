import { existsSync } from 'node:fs';
import {
  chmod,
  copyFile,
  mkdir,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { requireFreeSpace } from '../disk.mjs';
import { root, toolsDir } from '../paths.mjs';
import { run } from '../processes.mjs';
import { step } from '../report.mjs';
import { digestFiles, unlessStamped } from '../stamps.mjs';
import { bring } from '../tools.mjs';
import { writeLegacyPages } from './legacyPages.mjs';
import { startRegistry, versionsOf } from './registry.mjs';

const CREATE_APP_VERSION = '0.9.2';

/** Of the same release, needed by what create-app names: it would pin them by a lock file that has to be fetched. */
const ofTheRelease = {
  '@backstage/plugin-app': '0.5.3',
  '@backstage/plugin-kubernetes-common': '0.9.13',
  '@backstage/plugin-kubernetes-node': '0.4.8',
  '@backstage/plugin-kubernetes-react': '0.6.0',
  '@backstage/plugin-proxy-node': '0.1.19',
};

/**
 * What a stock app needs here whatever is installed in it: the same as this repository does. They come from its
 * `resolutions`, and the versions of what Backstage needs from its lock file, as create-app takes them from Backstage's.
 */
const resolutions = [
  '@swc/core',
  'unrs-resolver',
  'rollup',
  'got',
  'better-sqlite3',
];

const readJson = async file => JSON.parse(await readFile(file, 'utf8'));
const writeJson = (file, value) =>
  writeFile(file, `${JSON.stringify(value, null, 2)}\n`);

/** create-app asks for a `yarn` on the path. */
async function yarnOnPath(tools) {
  const folder = path.join(toolsDir, 'bin');
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, 'yarn');
  await writeFile(
    file,
    `#!/bin/sh\nexec "${tools.nodeExecutable}" "${tools.yarnFile}" "$@"\n`,
  );
  await chmod(file, 0o755);
  return [folder, tools.env.PATH].join(path.delimiter);
}

const ofBackstage = name => name.startsWith('@backstage/');

/** A lock file without what it says of Backstage, which is then resolved anew. */
const withoutBackstage = lock =>
  lock
    .split(/\n{2,}/)
    .filter(entry => !entry.startsWith('"@backstage/'))
    .join('\n\n');

/** A manifest with the newest of each package of Backstage. */
function withNewest(manifest) {
  const newest = { ...manifest };
  for (const kind of ['dependencies', 'devDependencies']) {
    newest[kind] = Object.fromEntries(
      Object.entries(manifest[kind] ?? {}).map(([name, range]) => [
        name,
        ofBackstage(name) ? 'latest' : range,
      ]),
    );
  }
  return newest;
}

/** Makes the app as create-app does, with nothing of ours in it and nothing installed. */
async function create(tools, folder, kind) {
  const generator = await bring(
    '@backstage/create-app',
    CREATE_APP_VERSION,
    "Backstage's create-app",
  );
  await rm(folder, { recursive: true, force: true });
  await mkdir(path.dirname(folder), { recursive: true });
  await tools.node(
    [
      path.join(generator, 'bin/backstage-create-app'),
      ...['--path', folder, '--skip-install'],
      ...(kind === 'legacy' ? ['--legacy'] : []),
    ],
    {
      quiet: true,
      what: 'create-app',
      env: {
        ...tools.env,
        PATH: await yarnOnPath(tools),
        BACKSTAGE_APP_NAME: 'stock',
      },
    },
  );
  // It makes a repository of its own, and what looks for one would find it.
  await rm(path.join(folder, '.git'), { recursive: true, force: true });
  const lock = await readFile(path.join(root, 'yarn.lock'), 'utf8');
  const isNewest = kind === 'newest';
  await writeFile(
    path.join(folder, 'yarn.lock'),
    isNewest ? withoutBackstage(lock) : lock,
  );
  const ours = await readJson(path.join(root, 'package.json'));
  const manifestFile = path.join(folder, 'package.json');
  const { packageManager, ...manifest } = await readJson(manifestFile);
  for (const name of resolutions) {
    manifest.resolutions[name] = ours.resolutions[name];
  }
  if (!isNewest) Object.assign(manifest.resolutions, ofTheRelease);
  for (const name of ['app', 'backend']) {
    const file = path.join(folder, 'packages', name, 'package.json');
    const stock = await readJson(file);
    await writeJson(`${file}.stock`, isNewest ? withNewest(stock) : stock);
    for (const [each, range] of Object.entries(stock.dependencies)) {
      if (ofBackstage(each) && !isNewest) {
        manifest.resolutions[each] = range.replace('^', '');
      }
    }
  }
  const index = path.join(folder, 'packages/backend/src/index.ts');
  await copyFile(index, `${index}.stock`);
  await writeJson(manifestFile, isNewest ? withNewest(manifest) : manifest);
}

/** The manifests as `yarn add` of these packages would leave them. */
async function addPackages(folder, added, versions) {
  for (const [workspace, names] of Object.entries(added)) {
    const file = path.join(folder, 'packages', workspace, 'package.json');
    const manifest = await readJson(`${file}.stock`);
    for (const name of names) {
      manifest.dependencies[name] = `^${versions[name]}`;
    }
    await writeJson(file, manifest);
  }
}

/** Installs in an app, with our registry for what is ours. */
async function install(tools, folder, packs) {
  const registry = await startRegistry(packs);
  await writeFile(
    path.join(folder, '.yarnrc.yml'),
    [
      'nodeLinker: node-modules',
      'unsafeHttpWhitelist: ["127.0.0.1"]',
      'npmScopes:',
      '  countersign:',
      `    npmRegistryServer: ${registry.url}`,
      '',
    ].join('\n'),
  );
  await tools.yarn(['install'], {
    cwd: folder,
    quiet: true,
    what: 'The installation of the stock app',
    env: {
      ...tools.env,
      YARN_ENABLE_IMMUTABLE_INSTALLS: 'false',
      // Files come from the cache of this user, and what compiles is optional: a test need not pay for either.
      YARN_NM_MODE: 'hardlinks-global',
      YARN_ENABLE_SCRIPTS: 'false',
    },
  });
  await registry.stop();
}

/**
 * A stock app of create-app with packages of the family in it, made again only where something of it changed.
 *
 * @param options.kind - `new` for the default template, `legacy` for the old frontend system, `newest` for the default
 * template with the newest of each package of Backstage, whatever release that is
 * @param options.packs - what `packFamily` made
 * @param options.added - names of packages by workspace, `{ app, backend }`
 * @returns the folder of the app
 */
export async function prepareStockApp(tools, { kind = 'new', packs, added }) {
  const folder = path.join(toolsDir, 'stock', kind);
  const base = await digestFiles(
    [
      path.join(root, 'yarn.lock'),
      path.join(root, 'package.json'),
      path.join(root, 'scripts/lib/family/stockApp.mjs'),
    ],
    `${CREATE_APP_VERSION} ${kind}`,
  );
  await unlessStamped(
    `stock-${kind}`,
    { digest: base, outcome: path.join(folder, 'package.json') },
    () =>
      step(`making a stock app (${kind})`, () => create(tools, folder, kind)),
  );
  const versions = await versionsOf(packs);
  const outcome = path.join(folder, 'node_modules/.yarn-state.yml');
  await unlessStamped(
    `stock-${kind}-installed`,
    {
      digest: await digestFiles([], JSON.stringify([base, versions, added])),
      outcome,
    },
    () =>
      step(
        existsSync(outcome)
          ? 'installing the family in the stock app'
          : 'installing the stock app and the family in it, about 2 minutes',
        async () => {
          await requireFreeSpace(toolsDir, 2_500, 'the stock app');
          await addPackages(folder, added, versions);
          await install(tools, folder, packs);
        },
      ),
  );
  if (kind === 'legacy') await writeLegacyPages(folder);
  return folder;
}

/** The command line of Backstage in the app, as its own scripts run it. */
export function inStockApp(tools, folder, args, options = {}) {
  return run(
    tools.nodeExecutable,
    [
      path.join(folder, 'node_modules/@backstage/cli/bin/backstage-cli'),
      ...args,
    ],
    { env: tools.env, cwd: folder, ...options },
  );
}
