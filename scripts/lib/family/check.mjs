import { readFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { root } from '../paths.mjs';
import { filesBelow } from '../stamps.mjs';

/** Every target in an `exports` field, whatever its conditions. */
function targetsOf(exported) {
  return typeof exported === 'string'
    ? [exported]
    : Object.entries(exported).flatMap(([condition, target]) =>
        // Names what a plugin is, not a file.
        condition === 'backstage' ? [] : targetsOf(target),
      );
}

const builtins = new Set(builtinModules);

/** What a file imports by a package's name. */
function importsOf(text) {
  const found = text.matchAll(
    /(?:\bfrom\s+|\bimport\s+|\bimport\(|\brequire\()\s*(['"])([^'"\n]+)\1/g,
  );
  return [...found]
    .map(([, , specifier]) => specifier)
    .filter(name => /^(@[\w.-]+\/)?[\w][\w.-]*(\/|$)/.test(name))
    .map(name =>
      name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/'),
    )
    .filter(name => !builtins.has(name));
}

/** Comments have examples in them, with imports that nothing runs. */
const withoutComments = text =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');

/** Packages whose types stand in a package of their own. */
const typesOf = name =>
  `@types/${name.startsWith('@') ? name.slice(1).replace('/', '__') : name}`;

/** What its code and its types import is there when it is installed, wherever the packages around it end up. */
async function importProblems({ content, manifest }, files) {
  const installed = new Set([
    manifest.name,
    ...Object.keys(manifest.dependencies ?? {}),
    ...Object.keys(manifest.peerDependencies ?? {}),
  ]);
  const problems = new Set();
  for (const file of files.filter(each => /\.js$|\.d\.ts$/.test(each))) {
    const text = withoutComments(await readFile(file, 'utf8'));
    for (const name of importsOf(text)) {
      const isThere = file.endsWith('.d.ts')
        ? installed.has(name) || installed.has(typesOf(name))
        : installed.has(name);
      if (!isThere) {
        problems.add(
          `${path.relative(
            content,
            file,
          )} imports ${name}: name it in dependencies`,
        );
      }
    }
  }
  return [...problems];
}

async function entryProblems({ content, manifest }, files) {
  const there = new Set(files.map(file => path.relative(content, file)));
  const named = [
    ...Object.values(manifest.exports ?? {}).flatMap(targetsOf),
    ...Object.values(manifest.bin ?? {}),
    manifest.main,
    manifest.types,
  ].filter(Boolean);
  const problems = named
    .filter(target => !there.has(path.normalize(target)))
    .map(target => `package.json names ${target}, which is not in the pack`);
  const { role } = manifest.backstage;
  if (role !== 'cli' && !manifest.exports?.['.']?.types) {
    problems.push('"." has no types');
  }
  // By this an app finds out that a package is one to load.
  const isFeature = /^(front|back)end-plugin/.test(role);
  if (isFeature && !manifest.exports['.'].backstage) {
    problems.push('"." is not known as a feature of Backstage');
  }
  return problems;
}

async function fileProblems({ content, place, manifest }, files) {
  const problems = [];
  for (const file of files) {
    const name = path.relative(content, file);
    if (/(^|\/)src\/|\.test\.|__(testUtils|fixtures|mocks)__/.test(name)) {
      problems.push(`${name} is a source or a test`);
    }
    if (/\.(js|json|ts|map)$/.test(name)) {
      const text = await readFile(file, 'utf8');
      if (text.includes(root)) {
        problems.push(`${name} holds the path of this machine`);
      }
    }
  }
  const has = name =>
    files.some(file => path.relative(content, file).startsWith(name));
  const source = await filesBelow(path.join(root, place, 'migrations'));
  const packed = await filesBelow(path.join(content, 'migrations'));
  if (source.length !== packed.length) {
    problems.push(
      `${packed.length} of ${source.length} migrations are in the pack`,
    );
  }
  if (manifest.configSchema && !has(manifest.configSchema)) {
    problems.push(`${manifest.configSchema} is not in the pack`);
  }
  for (const name of ['README.md', 'LICENSE', 'dist/']) {
    if (!has(name)) problems.push(`${name} is not in the pack`);
  }
  return problems;
}

function rangeProblems({ manifest }, family) {
  const ranges = Object.entries({
    ...manifest.dependencies,
    ...manifest.peerDependencies,
  });
  return ranges.flatMap(([name, range]) => {
    if (/^(workspace|file|link|portal|patch):/.test(range)) {
      return [`${name} is wanted as ${range}, which nobody else has`];
    }
    return name.startsWith('@countersign/') && !family.has(name)
      ? [`${name} is not published`]
      : [];
  });
}

/**
 * What would go wrong with a pack in somebody else's portal.
 *
 * @param packs - what `packFamily` made
 * @returns a line each, with the package it is about
 */
export async function problemsOfPacks(packs) {
  const family = new Set(packs.map(({ name }) => name));
  const problems = [];
  for (const each of packs) {
    const manifest = JSON.parse(
      await readFile(path.join(each.content, 'package.json'), 'utf8'),
    );
    const files = await filesBelow(each.content);
    const one = { ...each, manifest };
    const found = [
      ...(await entryProblems(one, files)),
      ...(await fileProblems(one, files)),
      ...(await importProblems(one, files)),
      ...rangeProblems(one, family),
    ];
    problems.push(...found.map(problem => `${each.name}: ${problem}`));
  }
  return problems;
}
