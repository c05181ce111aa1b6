/** What every package of the family looks like, so that it installs into somebody else's portal. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../lib/paths.mjs';
import { workspaceFolders } from '../lib/stamps.mjs';

const packages = (await workspaceFolders()).map(folder => ({
  folder,
  manifest: JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')),
}));
const ofThePortalAlone = new Set(
  packages
    .filter(({ manifest }) => manifest.private)
    .map(({ manifest }) => manifest.name),
);

/** What every area is made from; it knows none of them. */
const house = /^@countersign\/plugin-(governance|ledger|cmdb)(-|$)/;
/** What areas are copied from: as they are, but that nothing publishes it. */
const sample = /^@countersign\/sample-notes(-|$)/;

/** Those that install into somebody else's portal, and the sample that they are copied from. */
const family = packages.filter(
  ({ manifest }) => !manifest.private || sample.test(manifest.name),
);

/** The ranges of a stock plugin: two Reacts in one portal are "Invalid hook call". */
const peers = {
  '@types/react': '^17.0.0 || ^18.0.0',
  react: '^17.0.0 || ^18.0.0',
  'react-dom': '^17.0.0 || ^18.0.0',
  'react-router-dom': '^6.30.2',
};

test('only what belongs to this portal alone is private', () => {
  const plugins = packages.filter(({ folder }) =>
    folder.startsWith(path.join(root, 'plugins')),
  );
  assert.deepEqual(
    plugins
      .filter(({ manifest }) => manifest.private)
      .map(({ folder }) => path.relative(root, folder)),
    [],
    'in plugins/ and private: take "private" out of package.json, or move what only this portal needs to packages/',
  );
});

/** What of the family a package names, in its tests too: the linter refuses to import what is not named. */
const namedBy = ({ dependencies, devDependencies }) =>
  Object.keys({ ...dependencies, ...devDependencies }).filter(name =>
    name.startsWith('@countersign/'),
  );

const published = packages.filter(({ manifest }) => !manifest.private);

test('changesets name packages that are published', () => {
  const folder = path.join(root, '.changeset');
  const names = readdirSync(folder)
    .filter(file => file.endsWith('.md') && file !== 'README.md')
    .flatMap(file =>
      [
        ...readFileSync(path.join(folder, file), 'utf8').matchAll(
          /^['"]([^'"]+)['"]: (?:patch|minor|major)$/gm,
        ),
      ].map(([, name]) => name),
    );
  const known = published.map(({ manifest }) => manifest.name);
  assert.deepEqual(
    names.filter(name => !known.includes(name)),
    [],
  );
});

test('all that is published goes to the same version together', () => {
  const { fixed } = JSON.parse(
    readFileSync(path.join(root, '.changeset/config.json'), 'utf8'),
  );
  const globs = fixed[0].map(
    glob => new RegExp(`^${glob.replaceAll('*', '.*')}$`),
  );
  assert.deepEqual(
    published
      .map(({ manifest }) => manifest.name)
      .filter(name => !globs.some(glob => glob.test(name))),
    [],
  );
});

test('the table of compatibility begins with the Backstage that this is built against', () => {
  const { version } = JSON.parse(
    readFileSync(path.join(root, 'backstage.json'), 'utf8'),
  );
  const minor = version.split('.').slice(0, 2).join('.');
  const table = readFileSync(
    path.join(root, 'docs/reference/compatibility.md'),
    'utf8',
  );
  const [, newest] = /^\| ([\d.]+) \|/m.exec(table) ?? [];
  assert.equal(newest, minor);
  for (const { folder } of published) {
    const readme = readFileSync(path.join(folder, 'README.md'), 'utf8');
    for (const [line, told] of readme.matchAll(
      /^.*works with Backstage ([\d.]+\d).*$/gim,
    )) {
      assert.equal(told, minor, `${path.relative(root, folder)}: ${line}`);
    }
  }
});

test('the sample area is made from the shared house alone', () => {
  const areas = packages.filter(({ manifest }) => sample.test(manifest.name));
  assert.equal(areas.length, 3);
  for (const { manifest } of areas) {
    const others = namedBy(manifest).filter(
      name => !house.test(name) && !sample.test(name),
    );
    assert.deepEqual(others, [], `${manifest.name} needs more than the house`);
  }
});

test('the shared house knows no area', () => {
  for (const { manifest } of packages) {
    if (!house.test(manifest.name)) continue;
    const areas = namedBy(manifest).filter(
      name =>
        !house.test(name) &&
        // PostgreSQL for tests and benchmarks.
        name !== '@countersign/local-postgres',
    );
    assert.deepEqual(areas, [], `${manifest.name} knows an area`);
  }
});

/** Areas by their ids, the longer ones first: each has a package of its rules. */
const areaIds = family
  .map(({ manifest }) =>
    /^@countersign\/plugin-(.+)-common$/.exec(manifest.name),
  )
  .filter(found => found && !house.test(found[0]))
  .map(([, id]) => id)
  .sort((a, b) => b.length - a.length);
const areaOf = name =>
  areaIds.find(id => `${name}-`.startsWith(`@countersign/plugin-${id}-`));

test('an area takes of another what is meant for others, and nothing else', () => {
  assert.ok(areaIds.length >= 5, `areas found: ${areaIds}`);
  const wrong = packages.flatMap(({ manifest }) => {
    const own = areaOf(manifest.name);
    return namedBy(manifest)
      .filter(name => own && areaOf(name) && areaOf(name) !== own)
      .filter(name => !/-(common|node)$/.test(name))
      .map(name => `${manifest.name} needs ${name}`);
  });
  assert.deepEqual(
    wrong,
    [],
    'a backend, store or page of another area: use its -common types, its -node service or its events',
  );
});

const hasPages = manifest => manifest.backstage.role === 'frontend-plugin';

for (const { folder, manifest } of family) {
  const name = path.relative(root, folder);
  const has = file => existsSync(path.join(folder, file));

  test(`${name} can be published`, () => {
    assert.equal(manifest.license, 'Apache-2.0');
    assert.ok(has('LICENSE'), 'LICENSE is missing');
    assert.ok(manifest.description, 'description is missing');
    assert.match(manifest.homepage ?? '', /^https:/);
    assert.equal(manifest.repository?.directory, name);
    assert.ok(manifest.keywords?.includes('backstage'), 'keywords are missing');
    assert.equal(manifest.publishConfig?.access, 'public');
    for (const file of ['config.d.ts', 'migrations', 'rbac']) {
      assert.equal(
        manifest.files.includes(file),
        has(file),
        `"files" and ${file} disagree`,
      );
    }
    assert.equal(manifest.configSchema === 'config.d.ts', has('config.d.ts'));
    if (manifest.backstage.role === 'cli') {
      return;
    }
    assert.equal(manifest.exports?.['./package.json'], './package.json');
    assert.deepEqual(
      ['./alpha', './legacy'].map(entry => entry in manifest.exports),
      hasPages(manifest)
        ? [true, true]
        : [false, manifest.name.endsWith('governance-react')],
      'pages have "./alpha" for the new frontend system and "./legacy" for the old one, others have not',
    );
  });

  test(`${name} needs nothing that is not published`, () => {
    const needed = Object.keys(manifest.dependencies ?? {});
    assert.deepEqual(
      needed.filter(
        dependency =>
          ofThePortalAlone.has(dependency) &&
          !(sample.test(manifest.name) && sample.test(dependency)),
      ),
      [],
      'dependencies that are private',
    );
    for (const peer of Object.keys(peers)) {
      assert.ok(!needed.includes(peer), `${peer} is a peer, not a dependency`);
    }
    if (manifest.peerDependencies) {
      assert.deepEqual(manifest.peerDependencies, peers);
    }
  });

  test(`${name} says how to use it`, () => {
    const readme = readFileSync(path.join(folder, 'README.md'), 'utf8');
    const headings = new Set(
      [...readme.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading),
    );
    const wanted = ['Install'];
    if (/^(front|back)end-plugin/.test(manifest.backstage.role)) {
      wanted.push('Configuration', 'Permissions', 'Annotations', 'Database');
      wanted.push('Uninstall');
    }
    assert.deepEqual(
      wanted.filter(heading => !headings.has(heading)),
      [],
      'headings that README.md lacks',
    );
  });

  if (!hasPages(manifest)) continue;
  // Nobody opens the sample in a portal.
  test(
    `${name} shows how it looks`,
    { skip: sample.test(manifest.name) },
    () => {
      const readme = readFileSync(path.join(folder, 'README.md'), 'utf8');
      const [, picture] = /^!\[[^\]]+\]\(([^)]+\.png)\)$/m.exec(readme) ?? [];
      assert.ok(picture, 'README.md has no picture');
      assert.ok(has(picture), `${picture} is not there`);
    },
  );

  test(`${name} says how to use it in the old frontend system`, () => {
    const readme = readFileSync(path.join(folder, 'README.md'), 'utf8');
    const [, imported] =
      /^import \{([^}]+)\} from '[^']+\/legacy';$/m.exec(readme) ?? [];
    assert.ok(imported, `README.md imports nothing of ${manifest.name}/legacy`);
    const source = readFileSync(
      path.join(folder, manifest.exports['./legacy']),
      'utf8',
    );
    const exported = [...source.matchAll(/^export (?:const|\{) (\w+)/gm)].map(
      ([, exports]) => exports,
    );
    const plugin = exported.find(exports => exports.endsWith('Plugin'));
    assert.deepEqual(
      imported
        .split(',')
        .map(text => text.trim())
        .filter(Boolean)
        .sort(),
      exported.filter(exports => exports !== plugin).sort(),
      'README.md and the exports of ./legacy differ',
    );
  });
}
