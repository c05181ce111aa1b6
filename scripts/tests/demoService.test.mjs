/** The demo service beside `npm start`: it is named, it answers, and traffic flows to it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { startDemoService } from '../lib/demoService.mjs';
import { findFreePort } from '../lib/ports.mjs';
import {
  postgresEnvironment,
  startEmbeddedPostgres,
} from '../lib/postgres.mjs';
import { stopAll } from '../lib/processes.mjs';
import { prepareTools } from '../lib/tools.mjs';
import { temporaryFolder } from './support.mjs';

const timeout = 120_000;

/** Answers that the service has given to its users, by its own counters. */
async function answered(url) {
  const page = await (await fetch(`${url}/metrics`)).text();
  return [...page.matchAll(/^http_requests_total\{[^}]*\} (\d+)$/gm)]
    .filter(([line]) => line.includes('/api/users'))
    .reduce((sum, [, count]) => sum + Number(count), 0);
}

test(
  'the demo service says where it answers, and has traffic',
  { timeout },
  async t => {
    const tools = await prepareTools();
    const data = await temporaryFolder(t);
    t.after(stopAll);
    const server = await startEmbeddedPostgres(tools, { ephemeral: true });
    const { env, ready } = await startDemoService(tools, {
      port: await findFreePort(),
      data,
      postgres: postgresEnvironment(server),
    });
    const url = env.CUSTOMER_ENGAGEMENT_URL;
    assert.equal(
      await ready,
      `Its demo service answers at ${url}, with 2 requests a second`,
    );
    const first = await answered(url);
    while ((await answered(url)) < first + 4) await delay(100);
  },
);

test(
  'a demo service without its database says so in one line',
  { timeout },
  async t => {
    t.after(stopAll);
    const { ready } = await startDemoService(await prepareTools(), {
      port: await findFreePort(),
      data: await temporaryFolder(t),
      postgres: {
        POSTGRES_HOST: '127.0.0.1',
        POSTGRES_PORT: String(await findFreePort()),
        POSTGRES_USER: 'x',
      },
    });
    assert.match(await ready, /^! The demo service does not run: .+$/);
  },
);
