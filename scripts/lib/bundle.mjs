import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, symlink } from 'node:fs/promises';
import path from 'node:path';
import { root } from './paths.mjs';
import { configArgs } from './portal.mjs';
import { run } from './processes.mjs';
import { UserError } from './report.mjs';

const distFolder = path.join(root, 'packages/backend/dist');

/**
 * Unpacks what `yarn build:backend` made, as a container image does. Its dependencies are those that are installed here: an image runs
 * `yarn workspaces focus --all --production` instead, which takes minutes.
 */
export async function unpackBundle(folder) {
  for (const name of ['skeleton.tar.gz', 'bundle.tar.gz']) {
    const file = path.join(distFolder, name);
    if (!existsSync(file)) {
      throw new UserError(
        `${file} is not there: build it with "npm test -- --only build"`,
      );
    }
    await run('tar', ['-xzf', file, '-C', folder], { quiet: true });
  }
  await linkDependencies(folder);
}

async function linkDependencies(folder) {
  const installed = path.join(root, 'node_modules');
  const own = await packagesBelow(folder);
  const scopes = new Set([...own.keys()].map(name => name.split('/')[0]));
  const modules = path.join(folder, 'node_modules');
  await mkdir(modules);
  for (const name of await readdir(installed)) {
    if (!scopes.has(name) && !name.startsWith('.')) {
      await symlink(path.join(installed, name), path.join(modules, name));
    }
  }
  for (const [name, target] of own) {
    await mkdir(path.dirname(path.join(modules, name)), { recursive: true });
    await symlink(target, path.join(modules, name));
  }
}

/** The packages of the bundle, by name. */
async function packagesBelow(folder) {
  const found = new Map();
  for (const group of ['packages', 'plugins']) {
    for (const name of await readdir(path.join(folder, group))) {
      const target = path.join(folder, group, name);
      const manifest = await readFile(path.join(target, 'package.json'));
      found.set(JSON.parse(manifest).name, target);
    }
  }
  return found;
}

/** The unpacked bundle as a program, with the configuration of production and what a site adds to it. */
export function bundleProgram(folder, siteConfig) {
  return {
    cwd: folder,
    args: [
      // The links above are to be its own modules, and not those of this checkout.
      ...['--preserve-symlinks', '--preserve-symlinks-main'],
      'packages/backend',
      ...configArgs(root, [
        ...['app-config.yaml', 'app-config.production.yaml'],
        ...siteConfig,
      ]),
    ],
  };
}
