import { existsSync } from 'node:fs';
import path from 'node:path';
import { requireFreeSpace } from './disk.mjs';
import { root } from './paths.mjs';
import { step } from './report.mjs';
import { digestFiles, unlessStamped, workspaceFolders } from './stamps.mjs';

/** Installs the dependencies when they or the tools changed since the last successful installation. */
export async function installDependencies(tools) {
  const manifests = [root, ...(await workspaceFolders())].map(folder =>
    path.join(folder, 'package.json'),
  );
  const digest = await digestFiles(
    [
      ...manifests,
      path.join(root, 'yarn.lock'),
      path.join(root, '.yarnrc.yml'),
    ],
    tools.nodeExecutable,
  );
  // Yarn writes this file last.
  const outcome = path.join(root, 'node_modules/.yarn-state.yml');
  await unlessStamped('install', { digest, outcome }, () =>
    step(
      existsSync(outcome)
        ? 'installing dependencies'
        : 'installing dependencies, about 4 minutes',
      async () => {
        if (!existsSync(outcome)) {
          await requireFreeSpace(root, 3_000, 'the installation');
        }
        await tools.yarn(['install', '--immutable'], {
          quiet: true,
          what: 'yarn install',
        });
      },
    ),
  );
}
