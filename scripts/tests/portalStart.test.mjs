/** What becomes of a portal whose database goes away between the check of it and the start. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { startPortal } from '../lib/portal.mjs';
import { findFreePort } from '../lib/ports.mjs';
import { postgresEnvironment } from '../lib/postgres.mjs';
import { UserError } from '../lib/report.mjs';
import { ensureSecrets } from '../lib/secrets.mjs';
import { prepareTools } from '../lib/tools.mjs';
import { temporaryFolder } from './support.mjs';

/** A slow machine's start; far less than what a portal that gets ready is waited for. */
const timeout = 90_000;

test('a portal that cannot start ends, and says why', { timeout }, async t => {
  const data = await temporaryFolder(t);
  const nobody = { host: '127.0.0.1', port: await findFreePort() };
  await assert.rejects(
    startPortal(await prepareTools(), {
      port: await findFreePort(),
      env: {
        ...(await ensureSecrets(data)),
        ...postgresEnvironment({ ...nobody, user: 'x', password: 'x' }),
      },
      logFile: path.join(data, 'portal.log'),
    }),
    error => {
      assert(error instanceof UserError);
      assert.match(
        error.message,
        /^The portal did not start: .*startup failed/,
      );
      return true;
    },
  );
});
