import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildCli } from '../build.mjs';
import { requireFreeSpace } from '../disk.mjs';
import { root, toolsDir } from '../paths.mjs';
import { run } from '../processes.mjs';
import { step } from '../report.mjs';
import { digestFiles, filesBelow, unlessStamped } from '../stamps.mjs';
import { placeOf, publishedPackages } from './packages.mjs';

const packsFolder = path.join(toolsDir, 'family');
const listFile = path.join(packsFolder, 'packs.json');

/** What of a package decides what its pack is; tests do not. */
async function inputsOf({ folder }) {
  const below = name => filesBelow(path.join(folder, name));
  return [
    ...(await below('src')).filter(file => !/\.test\.[jt]sx?$/.test(file)),
    ...(await below('migrations')),
    ...(await below('rbac')),
    ...['package.json', 'config.d.ts', 'README.md', 'LICENSE'].map(name =>
      path.join(folder, name),
    ),
  ];
}

async function digestOf(packages) {
  const inputs = await Promise.all(packages.map(inputsOf));
  return digestFiles([
    ...inputs.flat(),
    ...(await filesBelow(path.join(root, 'packages/cli/build'))),
    path.join(root, 'packages/cli/build.mjs'),
    path.join(root, 'yarn.lock'),
    path.join(root, 'tsconfig.json'),
    path.join(root, 'scripts/lib/family/pack.mjs'),
  ]);
}

/**
 * What `yarn pack` makes of a range of the workspace: the version that is published at the same time.
 *
 * @param versions - of the family, by name
 */
export function withPublishedRanges(manifest, versions) {
  const published = { ...manifest };
  for (const kind of [
    'dependencies',
    'devDependencies',
    'peerDependencies',
    'optionalDependencies',
  ]) {
    if (!manifest[kind]) continue;
    published[kind] = Object.fromEntries(
      Object.entries(manifest[kind]).map(([name, range]) => {
        const found = /^workspace:(\^|~|\*)$/.exec(range);
        if (!found || !versions[name]) return [name, range];
        return [name, `${found[1] === '*' ? '' : found[1]}${versions[name]}`];
      }),
    );
  }
  return published;
}

/** Builds all packages in one process, with their types: a process each would take ten times as long. */
async function build(tools) {
  await requireFreeSpace(root, 400, 'the build of the family');
  // They are written whatever is wrong with them: that is for the step "types" to tell, and may be in a test.
  await step('writing the types of the family', () =>
    tools.yarn(['tsc'], { quiet: true, allowFailure: true }),
  );
  await step('building the family', () =>
    tools.yarn(['backstage-cli', 'repo', 'build'], {
      quiet: true,
      what: 'The build of the family',
    }),
  );
  await buildCli(tools);
}

/** Lays out each package as `prepack` and `yarn pack` would, and packs it. */
async function pack(tools, packages) {
  const workspace = path.join(packsFolder, 'workspace');
  await rm(packsFolder, { recursive: true, force: true });
  await mkdir(workspace, { recursive: true });
  await tools.yarn(
    [
      ...['backstage-cli', 'build-workspace', workspace],
      ...packages.map(({ manifest }) => manifest.name),
    ],
    { quiet: true, what: 'The layout of the packs' },
  );
  const versions = Object.fromEntries(
    packages.map(({ manifest }) => [manifest.name, manifest.version]),
  );
  const packs = [];
  for (const { folder, manifest } of packages) {
    const place = placeOf(folder);
    const target = path.join(packsFolder, path.basename(place));
    const content = path.join(target, 'package');
    await mkdir(target);
    await rename(path.join(workspace, place), content);
    const manifestFile = path.join(content, 'package.json');
    const laidOut = JSON.parse(await readFile(manifestFile, 'utf8'));
    const published = withPublishedRanges(laidOut, versions);
    await writeFile(manifestFile, `${JSON.stringify(published, null, 2)}\n`);
    const tarball = path.join(target, 'package.tgz');
    await run('tar', ['-czf', tarball, '-C', target, 'package'], {
      quiet: true,
    });
    packs.push({ name: manifest.name, place, content, tarball });
  }
  await rm(workspace, { recursive: true });
  await writeFile(listFile, JSON.stringify(packs));
}

/**
 * Builds and packs every package that is published, when a source of one changed.
 *
 * @returns `{ name, place, content, tarball }` each: where it stands in the repository, the folder of what is in the
 * pack, and the pack
 */
export async function packFamily(tools) {
  const packages = await publishedPackages();
  const digest = await digestOf(packages);
  await unlessStamped('family', { digest, outcome: listFile }, async () => {
    await build(tools);
    await step(`packing ${packages.length} packages`, () =>
      pack(tools, packages),
    );
  });
  return JSON.parse(await readFile(listFile, 'utf8'));
}
