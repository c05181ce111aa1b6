import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { diskFullError, meansDiskFull } from './disk.mjs';
import { root } from './paths.mjs';
import { onStop, stopChild } from './processes.mjs';
import { UserError } from './report.mjs';
import { transform } from './tools.mjs';

const backendFolder = path.join(root, 'packages/backend');
const READY_TIMEOUT_MS = 180_000;

/** The portal as it runs from this checkout, nothing built but the pages. */
function fromSources(configFiles) {
  return {
    // Relative file locations in the catalog's configuration start here.
    cwd: backendFolder,
    args: [
      ...['--enable-source-maps', '--require', transform()],
      'src/index.ts',
      ...configArgs(root, ['app-config.yaml', ...configFiles]),
    ],
  };
}

/** The configuration files as the backend takes them, the later over the former. */
export function configArgs(folder, files) {
  return files.flatMap(file => ['--config', path.resolve(folder, file)]);
}

/**
 * Starts the portal, pages and backend, on one port, and waits until it answers.
 *
 * @param options.port - where it listens, on the loopback interface
 * @param options.env - its database and secrets
 * @param options.address - what users see where something is before it; otherwise the port itself
 * @param options.logFile - takes everything it logs
 * @param options.configFiles - configuration over `app-config.yaml`
 * @param options.program - `{ cwd, args }` of something else to run than the sources
 * @returns `{ url, stop, ended }`; `ended` resolves with what to say when it ends by itself
 */
export async function startPortal(tools, options) {
  const { port, env, logFile, configFiles = [] } = options;
  const { cwd, args } = options.program ?? fromSources(configFiles);
  const url = options.address ?? `http://localhost:${port}`;
  await mkdir(path.dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'w', 0o600);
  const child = spawn(
    tools.nodeExecutable,
    ['--require', path.join(root, 'scripts/lib/endWithParent.cjs'), ...args],
    {
      cwd,
      env: {
        ...tools.env,
        ...env,
        COUNTERSIGN_PORT: String(port),
        COUNTERSIGN_URL: url,
        // The pages are on the same port: links in messages lead there.
        COUNTERSIGN_APP_URL: url,
      },
      detached: process.platform !== 'win32',
      stdio: ['ignore', log, log, 'ipc'],
    },
  );
  closeSync(log);
  const stop = onStop(() => stopChild(child));
  const ended = new Promise(resolve => {
    child.once('error', error => resolve(error));
    child.once('exit', (code, signal) =>
      resolve(
        new UserError(
          `The portal ended (${signal ?? `exit code ${code}`}): see ${logFile}`,
        ),
      ),
    );
  });
  const waiting = new AbortController();
  const failure = await Promise.race([
    ended,
    waitUntilReady(port, waiting.signal),
  ]);
  // One that has ended is waited for no longer, or the command would hang as long as a slow start may take.
  waiting.abort();
  if (failure) {
    await stop();
    throw await explain(failure, logFile);
  }
  return { url, stop, ended };
}

async function waitUntilReady(port, signal) {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (Date.now() < deadline && !signal.aborted) {
    const response = await fetch(
      `http://127.0.0.1:${port}/.backstage/health/v1/readiness`,
    ).catch(() => undefined);
    if (response?.ok) {
      return undefined;
    }
    await delay(250);
  }
  return new UserError(
    `The portal did not get ready within ${READY_TIMEOUT_MS / 1000} s`,
  );
}

/** The reason is in the log: the last error of it is worth more than an exit code. */
async function explain(failure, logFile) {
  const file = await open(logFile);
  const text = await file.readFile('utf8').finally(() => file.close());
  if (meansDiskFull(text)) {
    return diskFullError(root);
  }
  const reason = text
    .replace(new RegExp('\\u001b\\[[0-9;]*m', 'g'), '')
    .split('\n')
    .reverse()
    .find(line => /^\s*(?:\[cause\]: )?\w*Error\b.*:|\berror\b/i.test(line));
  return new UserError(
    `The portal did not start${
      reason ? `: ${reason.trim().slice(0, 500)}` : `: ${failure.message}`
    } (log: ${path.relative(root, logFile)})`,
  );
}
