/** What is checked of a pack before somebody else installs it. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { problemsOfPacks } from '../lib/family/check.mjs';
import { withPublishedRanges } from '../lib/family/pack.mjs';

const manifest = {
  name: '@countersign/plugin-x-backend',
  version: '0.1.0',
  backstage: { role: 'backend-plugin' },
  exports: {
    '.': {
      backstage: '@backstage/BackendFeature',
      types: './dist/index.d.ts',
      default: './dist/index.cjs.js',
    },
    './package.json': './package.json',
  },
  dependencies: { knex: '^3.1.0' },
};

const sound = {
  'README.md': '',
  LICENSE: '',
  'dist/index.d.ts': "import { Knex } from 'knex';",
  'dist/index.cjs.js':
    "var fs = require('node:fs'); var knex = require('knex');",
};

/** The problems of one pack with these files, over what a sound one has. */
async function problemsOf(t, files, changes = {}) {
  const content = await mkdtemp(path.join(tmpdir(), 'countersign-pack-'));
  t.after(() => rm(content, { recursive: true }));
  const all = {
    ...sound,
    'package.json': JSON.stringify({ ...manifest, ...changes }),
    ...files,
  };
  for (const [name, text] of Object.entries(all)) {
    await mkdir(path.dirname(path.join(content, name)), { recursive: true });
    await writeFile(path.join(content, name), text);
  }
  const found = await problemsOfPacks([
    { name: manifest.name, place: 'plugins/x-backend', content },
  ]);
  return found.map(problem => problem.replace(`${manifest.name}: `, ''));
}

test('a sound pack has no problem', async t => {
  assert.deepEqual(await problemsOf(t, {}), []);
});

test('what it imports has to be installed with it, for its types too', async t => {
  const problems = await problemsOf(t, {
    'dist/index.cjs.js': "var luxon = require('luxon');",
    'dist/index.d.ts': "export { A } from '@backstage/types/deep';",
  });
  assert.deepEqual(problems.sort(), [
    'dist/index.cjs.js imports luxon: name it in dependencies',
    'dist/index.d.ts imports @backstage/types: name it in dependencies',
  ]);
});

test('an example in a comment imports nothing', async t => {
  const text = "/** `import x from 'luxon'` */\n// from 'luxon'\nexport {};";
  assert.deepEqual(await problemsOf(t, { 'dist/index.d.ts': text }), []);
});

test('every entry is in the pack, and tests are not', async t => {
  const problems = await problemsOf(
    t,
    { 'dist/index.test.d.ts': '' },
    {
      exports: {
        ...manifest.exports,
        './search': { default: './dist/search.cjs.js' },
      },
    },
  );
  assert.deepEqual(problems, [
    'package.json names ./dist/search.cjs.js, which is not in the pack',
    'dist/index.test.d.ts is a source or a test',
  ]);
});

test('a dependency of this workspace alone is refused', async t => {
  const problems = await problemsOf(
    t,
    {},
    {
      dependencies: {
        knex: 'workspace:^',
        '@countersign/plugin-y-node': '^0.1.0',
      },
    },
  );
  assert.deepEqual(problems, [
    'knex is wanted as workspace:^, which nobody else has',
    '@countersign/plugin-y-node is not published',
  ]);
});

test('ranges of the workspace become those of the versions published with it', () => {
  assert.deepEqual(
    withPublishedRanges(
      { name: 'x', dependencies: { a: 'workspace:^', b: '^1.0.0' } },
      { a: '0.3.0' },
    ),
    { name: 'x', dependencies: { a: '^0.3.0', b: '^1.0.0' } },
  );
});
