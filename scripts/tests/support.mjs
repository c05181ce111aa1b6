import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, rmdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../lib/paths.mjs';

/** The environment without what this machine may say about a database. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(POSTGRES_|PG)/.test(name)),
);

/** Starts a command in a process group of its own, as a terminal does, and keeps what it says. */
export function launch(command, args, env = {}) {
  const child = spawn(command, args, {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...environment, ...env },
  });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr']) {
    child[name].setEncoding('utf8').on('data', chunk => {
      said[name] += chunk;
    });
  }
  const ended = once(child, 'close').then(([code, signal]) => ({
    ...{ code, signal },
    ...said,
  }));
  return { child, said, ended };
}

/** Runs one of the scripts under this Node, to its end. */
export const runScript = (name, args = [], env = {}) =>
  launch(process.execPath, [path.join('scripts', name), ...args], env).ended;

/** Asserts that a run failed, and said so in one line and nothing else. */
export function assertOneLine({ code, stdout, stderr }, expected) {
  const lines = stderr.trim().split('\n');
  assert.equal(lines.length, 1, `more than one line:\n${stderr}\n${stdout}`);
  assert.match(lines[0], /^✗ /);
  assert.match(lines[0], expected);
  assert.equal(code, 1);
}

/** A folder for the time of a test. */
export async function temporaryFolder(t) {
  const folder = await mkdtemp(path.join(tmpdir(), 'countersign-scripts-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A listener on a port of its own for the time of a test; it accepts, and says nothing. */
export async function silentListener(t, port = 0) {
  const sockets = new Set();
  const server = createServer(socket => {
    sockets.add(socket);
    socket.on('error', () => {});
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    sockets.forEach(socket => socket.destroy());
    server.close();
  });
  return server.address().port;
}

/**
 * A folder on a file system of its own that holds so many megabytes, for the time of a test.
 *
 * @returns undefined where nobody lets us mount one; the test is then skipped, and says so
 */
export async function smallDisk(t, megabytes) {
  const folder = await mkdtemp(path.join(tmpdir(), 'countersign-disk-'));
  try {
    execFileSync('mount', [
      ...['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`],
      ...['tmpfs', folder],
    ]);
  } catch {
    await rmdir(folder);
    t.skip('a full disk needs a file system that root may mount');
    return undefined;
  }
  t.after(async () => {
    execFileSync('umount', [folder]);
    await rmdir(folder);
  });
  return folder;
}

/** The processes whose command line or environment holds a text. */
export function processesNaming(text) {
  if (!existsSync('/proc/self/environ')) {
    return [];
  }
  const read = file => {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      return '';
    }
  };
  return readdirSync('/proc')
    .filter(pid => /^\d+$/.test(pid) && Number(pid) !== process.pid)
    .map(pid => ({
      pid,
      command: read(`/proc/${pid}/cmdline`).replaceAll('\0', ' '),
      environment: read(`/proc/${pid}/environ`),
    }))
    .filter(
      found => found.command.includes(text) || found.environment.includes(text),
    )
    .map(({ pid, command }) => `${pid} ${command}`);
}
