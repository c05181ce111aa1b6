/** Names of CSS modules: neither the compiler nor Jest, which has none, notices one that was left behind by a move. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../lib/paths.mjs';

const imports = /import (\w+) from '(\.[^']*\.module\.css)'/g;

/** What a component names that its style sheets do not have. */
function missing(file) {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(imports)].flatMap(([, name, sheet]) => {
    const css = path.resolve(path.dirname(file), sheet);
    if (!existsSync(css)) return [sheet];
    const rules = readFileSync(css, 'utf8');
    const code = text.replaceAll(imports, '');
    return [...code.matchAll(new RegExp(`\\b${name}\\.(\\w+)`, 'g'))]
      .filter(([, used]) => !new RegExp(`\\.${used}(?![\\w-])`).test(rules))
      .map(([used]) => used);
  });
}

test('a class that a page names is in its style sheet', async () => {
  const found = [];
  let components = 0;
  for await (const file of glob('{plugins,packages}/*/src/**/*.tsx', {
    cwd: root,
  })) {
    components += 1;
    for (const used of missing(path.join(root, file))) {
      found.push(`${file}: ${used}`);
    }
  }
  assert.ok(components > 100, `${components} components were looked at`);
  assert.deepEqual(found, []);
});
