import { existsSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './paths.mjs';
import { configArgs } from './portal.mjs';
import { run } from './processes.mjs';
import { UserError } from './report.mjs';

const distFolder = path.join(root, 'packages/backend/dist');

/**
 * Installs what `yarn build:backend` made in a folder outside of this checkout, by the commands of the guide: nothing
 * of the checkout is there to help.
 */
export async function installBundle(tools, folder) {
  for (const name of ['skeleton.tar.gz', 'bundle.tar.gz']) {
    const file = path.join(distFolder, name);
    if (!existsSync(file)) {
      throw new UserError(
        `${file} is not there: build it with "npm test -- --only build"`,
      );
    }
    await run('tar', ['-xzf', file, '-C', folder], { quiet: true });
  }
  for (const name of [
    '.yarnrc.yml',
    'app-config.yaml',
    'app-config.production.yaml',
  ]) {
    await copyFile(path.join(root, name), path.join(folder, name));
  }
  await tools.yarn(['workspaces', 'focus', '--all', '--production'], {
    cwd: folder,
    quiet: true,
    what: 'The installation of the bundle',
    env: {
      ...tools.env,
      // Files come from the cache of this user, and what compiles is optional: a test need not pay for either.
      YARN_NM_MODE: 'hardlinks-global',
      YARN_ENABLE_SCRIPTS: 'false',
    },
  });
}

/** The installed bundle as a program, with the configuration of production and what a site adds to it. */
export function bundleProgram(folder, siteConfig) {
  return {
    cwd: folder,
    args: [
      ...['--require', './packages/backend/instrumentation.js'],
      'packages/backend',
      ...configArgs(folder, [
        ...['app-config.yaml', 'app-config.production.yaml'],
        ...siteConfig,
      ]),
    ],
  };
}
