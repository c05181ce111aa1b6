import assert from 'node:assert/strict';
import { once } from 'node:events';
import { afterEach, beforeEach, test } from 'node:test';
import { FaultBoard } from '../src/FaultBoard.mjs';
import { createService } from '../src/service.mjs';

const TOKEN = 'a-token-for-the-tests';
let service;
let url;

beforeEach(async () => {
  service = createService({ faultsToken: TOKEN, latencyMs: 50 });
  service.listen(0, '127.0.0.1');
  await once(service, 'listening');
  url = `http://127.0.0.1:${service.address().port}`;
});
afterEach(() => {
  service.closeAllConnections();
  service.close();
});

const faults = (method, path = '', body, token = TOKEN) =>
  fetch(`${url}/faults${path}`, {
    method,
    headers: { Authorization: `Bearer ${token}` },
    body: body && JSON.stringify(body),
  });

test('answers, and counts what it answered', async () => {
  assert.equal((await fetch(`${url}/health`)).status, 200);
  assert.equal((await fetch(`${url}/api/hello`)).status, 200);
  assert.equal(
    (await fetch(`${url}/api/hello`, { method: 'POST' })).status,
    405,
  );
  assert.equal((await fetch(`${url}/nowhere`)).status, 404);
  const page = await (await fetch(`${url}/metrics`)).text();
  assert.match(
    page,
    /http_requests_total\{method="GET",route="\/api\/hello",code="200"\} 1/,
  );
  assert.match(page, /http_request_duration_seconds_bucket\{.*,le="0.3"\} 1/);
  assert.match(page, /faults_active\{kind="latency"\} 0/);
  assert.doesNotMatch(page, /health/);
});

test('meets a fault while its lease lasts', async () => {
  const leased = await faults('POST', '', {
    ...{ id: 'of-a-drill', kind: 'error' },
    ...{ share: 1, seconds: 60 },
  });
  assert.equal(leased.status, 201);
  assert.equal((await fetch(`${url}/api/hello`)).status, 500);
  assert.match(await (await fetch(`${url}/metrics`)).text(), /"error"\} 1/);
  const renewed = await faults('POST', '/of-a-drill/renew', { seconds: 90 });
  assert.equal(renewed.status, 200);
  assert.equal((await faults('DELETE', '/of-a-drill')).status, 204);
  assert.equal((await fetch(`${url}/api/hello`)).status, 200);
  assert.equal((await faults('DELETE', '/of-a-drill')).status, 404);
});

test('refuses a wrong token, and what is no fault', async () => {
  assert.equal((await faults('GET', '', undefined, 'guessed')).status, 401);
  const wrong = [
    {},
    { kind: 'error', share: 2, seconds: 1 },
    { kind: 'shell', share: 1, seconds: 1 },
    { kind: 'error', share: 1, seconds: 0.5 },
  ];
  for (const body of wrong) {
    assert.equal((await faults('POST', '', body)).status, 400);
  }
  assert.throws(() => createService({ faultsToken: 'short' }), /16 characters/);
});

test('a fault ends by itself, and stays over', () => {
  let now = 0;
  const board = new FaultBoard(
    () => now,
    () => 0,
  );
  board.lease({ id: 'a', kind: 'error', share: 1, seconds: 10 });
  now = 9_000;
  assert.deepEqual([...board.draw()], ['error']);
  board.renew('a', 10);
  now = 18_000;
  assert.deepEqual([...board.draw()], ['error']);
  now = 19_000;
  assert.deepEqual([...board.draw()], []);
  assert.equal(board.renew('a', 10), undefined);
});
