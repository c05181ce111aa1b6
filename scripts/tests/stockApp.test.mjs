/** In what ways a stock app is tried, before one is made. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { readGuide, readLegacyGuide } from '../lib/family/guide.mjs';
import { partOf } from '../lib/family/stock.mjs';
import { showUnder } from '../lib/family/subPath.mjs';
import { ways } from '../lib/family/ways.mjs';
import { scriptsOf } from '../lib/family/weigh.mjs';
import { root } from '../lib/paths.mjs';
import { findFreePort } from '../lib/ports.mjs';

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

test('every area of the guide is tried alone, but for the one that only joins others', async () => {
  const guide = await readGuide();
  assert.deepEqual(
    ways.alone.map(({ areas: [area] }) => area),
    Object.keys(guide).filter(name => name !== 'Where areas meet'),
  );
});

/** They stand on entities of OpenSLO, which a new app has none of. */
const ofOpenSlo = ['EntityDefinitionCard', 'EntityStandingCard'];

test('the guide has the pages, cards, tabs and widgets of each area for the old frontend system, and none that is not there', async () => {
  const blocks = Object.values(await readLegacyGuide());
  const text = blocks.map(block => block.text).join('\n');
  for (const { app } of Object.values(await readGuide())) {
    const [name] = app;
    const folder = path.join(root, 'plugins', name.split('/plugin-')[1]);
    const manifest = await readFile(path.join(folder, 'package.json'), 'utf8');
    const source = await readFile(
      path.join(folder, JSON.parse(manifest).exports['./legacy']),
      'utf8',
    );
    const exported = [...source.matchAll(/^export (?:const|\{) (\w+)/gm)].map(
      ([, each]) => each,
    );
    const shown = [
      ...text.matchAll(/^import \{([^}]+)\} from '([^']+)\/legacy';$/gm),
    ]
      .filter(([, , from]) => from === name)
      .flatMap(([, names]) => names.match(/\w+/g));
    const whole = exported.filter(
      each =>
        /^HomePage|(Page|Content|Card)$/.test(each) &&
        !ofOpenSlo.includes(each),
    );
    assert.ok(whole.length, name);
    assert.deepEqual(
      whole.filter(each => !shown.includes(each)),
      [],
      `what the guide lacks of ${name}`,
    );
    assert.deepEqual(
      shown.filter(each => !exported.includes(each)),
      [],
      `what ${name} lacks of the guide`,
    );
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

test('what is shown under a path is asked without it, and nothing is beside it', async t => {
  const portal = createServer((req, res) =>
    res.end(`${req.method} ${req.url}`),
  );
  portal.on('upgrade', (req, socket) =>
    socket.end(
      `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n${req.url}`,
    ),
  );
  await new Promise(resolve => portal.listen(0, '127.0.0.1', resolve));
  t.after(() => portal.close());
  const port = await findFreePort();
  const target = portal.address().port;
  const proxy = await showUnder({ path: '/portal', port, target });
  t.after(() => proxy.stop());
  const ask = at => fetch(`http://127.0.0.1:${port}${at}`, { method: 'POST' });

  assert.equal(
    await (await ask('/portal/changes?q=a')).text(),
    'POST /changes?q=a',
  );
  assert.equal(await (await ask('/portal')).text(), 'POST /');
  assert.equal((await ask('/changes')).status, 404);
  assert.equal((await ask('/portals')).status, 404);

  const upgraded = await new Promise((resolve, reject) => {
    request({
      host: '127.0.0.1',
      port,
      path: '/portal/api/signals',
      headers: { Connection: 'Upgrade', Upgrade: 'websocket' },
    })
      .on('upgrade', (answer, socket, head) => {
        let text = String(head);
        socket.on('data', chunk => {
          text += chunk;
        });
        socket.on('end', () => resolve(text));
      })
      .on('error', reject)
      .end();
  });
  assert.equal(upgraded, '/api/signals');
});

test('pages weigh what a browser loaded of them, and what any of them does', async t => {
  const dist = await mkdtemp(path.join(tmpdir(), 'countersign-dist-'));
  t.after(() => rm(dist, { recursive: true }));
  await mkdir(path.join(dist, 'static/later'), { recursive: true });
  const write = (file, text) => writeFile(path.join(dist, file), text);
  await write('static/main.1.js', 'a'.repeat(1_000));
  await write('static/later/page.2.js', 'b'.repeat(1_000));
  await write('static/main.1.js.map', 'c'.repeat(1_000));
  const { of, all } = await scriptsOf(dist);
  const first = await of(['main.1.js']);
  assert.ok(first > 0 && first < 200, `${first} is not compressed`);
  assert.equal(await of(['page.2.js', 'main.1.js']), 2 * first);
  assert.equal(all, 2 * first);
  await assert.rejects(of(['main.1.js', 'gone.3.js']), /1 of 2 scripts/);
  await assert.rejects(of([]), /0 of 0 scripts/);
});
