/** What `npm start` says while the demo records of a first start are made. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { untilDemoRecords } from '../lib/demo.mjs';
import { reportTo } from '../lib/report.mjs';

/** A portal whose health page says one of these after the other, and the last for ever. */
async function portal(t, ...states) {
  const server = createServer((request, response) => {
    assert.equal(request.url, '/.backstage/health/v1/readiness');
    const [demo] = states.length > 1 ? states.splice(0, 1) : states;
    response.end(JSON.stringify({ status: 'ok', ...(demo && { demo }) }));
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  return `http://127.0.0.1:${server.address().port}`;
}

async function said(t, states, options) {
  const output = new PassThrough({ encoding: 'utf8' });
  reportTo(output);
  t.after(() => reportTo(process.stdout));
  await untilDemoRecords(await portal(t, ...states), options);
  output.end();
  let text = '';
  for await (const part of output) text += part;
  return text;
}

const boats = state => ({ boats: state });

test('it waits for them, and says how far they are', async t => {
  const waiting = { state: 'waiting', for: 'user:default/kim in the catalog' };
  const text = await said(t, [
    boats(waiting),
    boats(waiting),
    boats({ state: 'making', done: 3, of: 8 }),
    boats({ state: 'made' }),
  ]);
  assert.match(text, /^· making the demo records …\n/);
  assert.match(text, /boats: waiting for user:default\/kim in the catalog\n/);
  assert.match(text, /✓ making the demo records \(.*s\)\n$/);
});

test('it says nothing where there are none to come', async t => {
  assert.equal(await said(t, [undefined]), '');
  assert.equal(await said(t, [boats({ state: 'made' })]), '');
});

test('it does not wait for what will not come', async t => {
  const text = await said(t, [
    boats({ state: 'making', done: 3, of: 8 }),
    boats({ state: 'none', reason: 'the disk is full' }),
  ]);
  assert.match(text, /! No demo records of boats: the disk is full\n$/);
});

test('it does not wait for a catalog of another estate', async t => {
  let now = 0;
  const clock = () => {
    now += 60_000;
    return now;
  };
  const waiting = { state: 'waiting', for: 'user:default/kim in the catalog' };
  const text = await said(t, [boats(waiting)], { clock });
  assert.match(
    text,
    /! The demo records of boats are still to come: waiting for user/,
  );
});
