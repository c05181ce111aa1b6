import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { requireFreeSpace } from './disk.mjs';
import { root, toolsDir } from './paths.mjs';
import { step } from './report.mjs';
import {
  digestFiles,
  filesBelow,
  stamped,
  unlessStamped,
  workspaceFolders,
} from './stamps.mjs';

const isSource = file => !/\.test\.[jt]sx?$/.test(file);

/** Packages that can only be part of a backend never reach the browser. */
const isBackendOnly = folder =>
  /-(backend|node)$|-backend-module-/.test(folder) ||
  /packages\/(backend|cli|customer-engagement-api|demo-estate|local-postgres|walkthrough)$/.test(
    folder,
  );

/** Everything the browser bundle is made of. */
async function appInputs() {
  const folders = (await workspaceFolders()).filter(
    folder => !isBackendOnly(folder),
  );
  return [...(await inputsOf(folders)), path.join(root, 'app-config.yaml')];
}

/** Everything the command line's one file is made of: itself and the pure packages. */
async function cliInputs() {
  const folders = (await workspaceFolders()).filter(folder =>
    /-common$|packages\/cli$/.test(folder),
  );
  return [
    ...(await inputsOf(folders)),
    ...(await filesBelow(path.join(root, 'packages/cli/build'))),
    path.join(root, 'packages/cli/build.mjs'),
  ];
}

async function inputsOf(folders) {
  const files = await Promise.all(
    folders.flatMap(folder => [
      filesBelow(path.join(folder, 'src'), isSource),
      filesBelow(path.join(folder, 'public')),
      [path.join(folder, 'package.json'), path.join(folder, 'config.d.ts')],
    ]),
  );
  return [...files.flat(), path.join(root, 'yarn.lock')];
}

/** Builds `countersign`, the command line, when a source of it changed. Resolves to its one file. */
export async function buildCli(tools) {
  const digest = await digestFiles(await cliInputs());
  const outcome = path.join(root, 'packages/cli/dist/countersign.cjs');
  await unlessStamped('cli', { digest, outcome }, () =>
    step('building the command line', () =>
      tools.yarn(['workspace', '@countersign/cli', 'build'], {
        quiet: true,
        what: 'The build of packages/cli',
      }),
    ),
  );
  return outcome;
}

/** Writes the page that verifies packs in a browser, when the command line is another. Resolves to its one file. */
export async function makeVerifyPage(tools, cli) {
  const digest = await digestFiles([cli]);
  const outcome = path.join(toolsDir, 'verify.html');
  await unlessStamped('verify-page', { digest, outcome }, () =>
    step('making the page that verifies', async () => {
      await mkdir(toolsDir, { recursive: true });
      await tools.node([cli, 'verify', '--page', outcome], {
        quiet: true,
        what: 'The page that verifies',
      });
    }),
  );
  return outcome;
}

/**
 * Builds the browser bundle when a source of it changed.
 *
 * The backend needs no build here: it runs from its sources, transpiled file by file as it loads them, which takes a
 * second and can never be stale. A container image gets the bundle of `yarn build:backend`.
 */
export async function buildApp(tools, env = {}) {
  const digest = await digestFiles(await appInputs());
  const outcome = path.join(root, 'packages/app/dist/index.html');
  await unlessStamped('app', { digest, outcome }, () =>
    step('building the pages', async () => {
      await requireFreeSpace(root, 200, 'the build');
      await tools.yarn(['workspace', 'app', 'build'], {
        quiet: true,
        env: { ...tools.env, ...env },
        what: 'The build of packages/app',
      });
    }),
  );
}

/** Builds what production installs, and with it the pages, whether or not they were built before. */
export async function buildBackend(tools) {
  await stamped('app', await digestFiles(await appInputs()), () =>
    step('building the backend and the pages', async () => {
      await requireFreeSpace(root, 400, 'the build');
      await tools.yarn(['workspace', 'backend', 'build'], {
        quiet: true,
        what: 'The build of packages/backend',
      });
    }),
  );
}
