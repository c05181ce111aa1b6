/** What `yarn dev` says, in one line, when it cannot start. */
import { test } from 'node:test';
import { assertOneLine, runScript, silentListener } from './support.mjs';

test('yarn dev refuses when one of its ports is in use', async t => {
  // Where the port is taken already, by a portal in development perhaps, it will do.
  await silentListener(t, 3000).catch(() => {});
  assertOneLine(
    await runScript('dev.mjs'),
    /Port 3000 is in use: stop what uses it$/,
  );
});

test('yarn dev refuses what it does not know', async () => {
  assertOneLine(await runScript('dev.mjs', ['--port=1']), /'--port'/);
});

test('yarn dev refuses a database that nobody can mean', async () => {
  assertOneLine(
    await runScript('dev.mjs', [], {
      POSTGRES_HOST: '127.0.0.1',
      POSTGRES_PORT: '0',
    }),
    /POSTGRES_PORT is "0"/,
  );
});
