/** In what ways a stock app is tried, before one is made. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { readGuide } from '../lib/family/guide.mjs';
import { partOf } from '../lib/family/stock.mjs';
import { ways } from '../lib/family/ways.mjs';
import { root } from '../lib/paths.mjs';

test('each way has its tests, and installs what the guide has', async () => {
  const guide = await readGuide();
  for (const [name, portals] of Object.entries(ways)) {
    for (const { tests = name, areas } of portals) {
      const folder = path.join(root, 'packages/app/e2e-tests/stock', tests);
      assert.ok(existsSync(folder), folder);
      partOf(guide, areas);
    }
  }
});

test('an area has its own lines, and the pages of the others are left out', async () => {
  const guide = await readGuide();
  const { lines, pages } = partOf(guide, ['Logs']);
  assert.deepEqual(lines, guide.Logs.lines);
  assert.equal(pages.name, 'logs');
  const { exclude } = pages.config.app.packages;
  assert.ok(exclude.includes('@countersign/plugin-change-management'));
  assert.ok(!exclude.includes('@countersign/plugin-service-logs'));
  assert.deepEqual(partOf(guide).pages, { name: 'all', config: { app: {} } });
});
