/** `npm start` from the first start to the second, with a Ctrl-C in between. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { findFreePort, requireFreePort } from '../lib/ports.mjs';
import { root } from '../lib/paths.mjs';
import { requireFrom, transform } from '../lib/tools.mjs';
import { launch, processesNaming, temporaryFolder } from './support.mjs';

const require = requireFrom(path.join(root, 'packages/app'));
require(transform());
const { Portal } = require('@countersign/walkthrough');

const TIMEOUT_MS = 180_000;

/** Runs `npm start` until it says that the portal is ready. */
async function start(t, { port, data }) {
  const run = launch('npm', [
    ...['start', '--', '--empty', '--port', String(port), '--data', data],
  ]);
  let over = false;
  run.ended.then(() => {
    over = true;
  });
  t.after(() => over || process.kill(-run.child.pid, 'SIGTERM'));
  const deadline = Date.now() + TIMEOUT_MS;
  while (!run.said.stdout.includes('Countersign is ready at')) {
    assert(
      !over && Date.now() < deadline,
      `not ready:\n${run.said.stdout}${run.said.stderr}`,
    );
    await delay(100);
  }
  return run;
}

/** What a terminal does on Ctrl-C: the whole group in the foreground gets the signal. */
async function pressCtrlC(run) {
  process.kill(-run.child.pid, 'SIGINT');
  return run.ended;
}

/** Opens a change as soon as the catalog has been read, which begins when the portal is ready. */
async function openChange(portal, fields) {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const answer = await portal
      .call('dana-developer', 'POST', '/change-management/changes', fields)
      .catch(error => error);
    if (answer.status === 201) {
      return answer.body.change.number;
    }
    assert(
      Date.now() < deadline,
      answer.message ?? JSON.stringify(answer.body),
    );
    await delay(500);
  }
}

test('Ctrl-C stops all that npm start started, and started again nothing is lost', async t => {
  const data = path.join(await temporaryFolder(t), 'data');
  const port = await findFreePort();
  const portal = new Portal(`http://localhost:${port}`);

  const first = await start(t, { port, data });
  const number = await openChange(portal, {
    title: 'Kept over a restart',
    type: 'normal',
    environment: 'production',
    items: ['component:default/checkout-api'],
  });

  const { code, stdout, stderr } = await pressCtrlC(first);
  assert.notEqual(code, 0);
  assert.match(stdout, /stopping/);
  assert.doesNotMatch(stdout + stderr, /✗|Error/);
  assert.deepEqual(processesNaming(data), []);
  await requireFreePort(port);

  const second = await start(t, { port, data });
  const kept = await portal.call(
    'dana-developer',
    'GET',
    `/change-management/changes/${number}`,
  );
  assert.equal(kept.body.change.title, 'Kept over a restart');
  await pressCtrlC(second);
  assert.deepEqual(processesNaming(data), []);
});
