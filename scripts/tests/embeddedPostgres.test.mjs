/** The database of `npm start` when one is started while another is on its way out. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { startEmbeddedPostgres } from '../lib/postgres.mjs';
import { prepareTools, requireFrom } from '../lib/tools.mjs';
import { root } from '../lib/paths.mjs';
import { temporaryFolder } from './support.mjs';

const { Client } = requireFrom(path.join(root, 'packages/local-postgres'))(
  'pg',
);

/** Asks as the portal does. */
async function ask({ host, port, user, password }, sql) {
  const client = new Client({
    host,
    port,
    user,
    password,
    database: 'postgres',
  });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test('a database that is started while the last one stops is there, and stays', async t => {
  const tools = await prepareTools();
  const dataDir = path.join(await temporaryFolder(t), 'pg');
  let server = await startEmbeddedPostgres(tools, { dataDir });
  t.after(() => server.stop());
  const boot = Date.now();
  const next = await startEmbeddedPostgres(tools, { dataDir });
  const bootMs = Date.now() - boot;
  await next.stop();
  for (const share of [0, 0.5, 0.8, 1]) {
    const starting = startEmbeddedPostgres(tools, { dataDir });
    await delay(bootMs * share);
    await server.stop();
    server = await starting;
    const [{ rolsuper }] = await ask(
      server,
      'SELECT rolsuper FROM pg_roles WHERE rolname = current_user',
    );
    assert.equal(rolsuper, false);
  }
});
