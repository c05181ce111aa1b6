/** What `yarn dev` says, in one line, when it cannot start. */
import { test } from 'node:test';
import { assertOneLine, runScript, silentListener } from './support.mjs';

test('yarn dev refuses when one of its ports is in use', async t => {
  // Where the port is taken already, by a portal in development perhaps, it will do.
  await silentListener(t, 3000).catch(() => {});
  assertOneLine(
    await runScript('dev.mjs'),
    /Port 3000 is in use: stop what uses it, or choose another port with "npm run dev -- --pages-port <number>"$/,
  );
});

test('yarn dev refuses what it does not know', async () => {
  assertOneLine(await runScript('dev.mjs', ['--prot=1']), /'--prot'/);
});

test('yarn dev takes ports of your choice, and refuses what is none', async t => {
  const port = await silentListener(t);
  assertOneLine(
    await runScript('dev.mjs', ['--pages-port', String(port)]),
    new RegExp(`Port ${port} is in use`),
  );
  assertOneLine(
    await runScript('dev.mjs', ['--port', '70000']),
    /--port takes a number from 1 to 65535, not "70000"/,
  );
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
