import { spawn } from 'node:child_process';
import path from 'node:path';
import { root } from './paths.mjs';
import { findFreePort } from './ports.mjs';
import { onStop, stopChild } from './processes.mjs';
import { UserError } from './report.mjs';

const CLIENT_ID = 'countersign';
const CLIENT_SECRET = 'a-secret-of-the-tests';

/**
 * Starts an OpenID Connect provider that knows one client, the portal.
 *
 * @param redirectUri - where it sends users back to
 * @returns `{ env, stop }`; the variables tell the portal where the provider is
 */
export async function startOpenIdProvider(tools, redirectUri) {
  const port = await findFreePort();
  const child = spawn(
    tools.nodeExecutable,
    [
      path.join(root, 'scripts/lib/openIdProvider.mjs'),
      ...[String(port), redirectUri, CLIENT_ID, CLIENT_SECRET],
    ],
    {
      env: tools.env,
      detached: process.platform !== 'win32',
      // It warns that it is made for development, which this is.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    },
  );
  const stop = onStop(() => stopChild(child));
  await new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('error', reject);
    child.once('exit', code =>
      reject(
        new UserError(`The OpenID Connect provider ended (exit code ${code})`),
      ),
    );
  });
  return {
    env: {
      OIDC_METADATA_URL: `http://localhost:${port}/.well-known/openid-configuration`,
      OIDC_CLIENT_ID: CLIENT_ID,
      OIDC_CLIENT_SECRET: CLIENT_SECRET,
    },
    stop,
  };
}
