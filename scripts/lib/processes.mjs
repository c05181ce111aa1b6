import { spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { diskFullError, meansDiskFull } from './disk.mjs';
import { root } from './paths.mjs';
import { UserError } from './report.mjs';

const TAIL_BYTES = 8 * 1024;

/** A third of what others get where they want all: of the lowest priority, it would stand still on a machine that does other things. */
const BACKGROUND_NICENESS = 5;

/** What was started and not yet stopped, in order of starting. */
const running = new Set();
let stopping;

/** Sends a signal to a child and everything it started (each child leads its own process group). */
function signalGroup(child, signal) {
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
  } catch {
    child.kill(signal);
  }
}

const hasEnded = child => child.exitCode !== null || child.signalCode !== null;

/** Asks a child to stop, and makes it when it does not within the time. */
export async function stopChild(child, { graceMs = 20_000, gently } = {}) {
  if (hasEnded(child)) {
    return;
  }
  const ended = new Promise(resolve => child.once('exit', resolve));
  if (gently) {
    gently();
  } else {
    signalGroup(child, 'SIGTERM');
  }
  const timeout = new AbortController();
  await Promise.race([
    ended,
    delay(graceMs, undefined, { signal: timeout.signal }).then(
      () => signalGroup(child, 'SIGKILL'),
      () => {},
    ),
  ]);
  timeout.abort();
  await ended;
}

/** Remembers how to stop something; everything is stopped in the reverse order of starting. */
export function onStop(stop) {
  running.add(stop);
  return async () => {
    if (running.delete(stop)) {
      await stop();
    }
  };
}

/** Stops all that was started, last first, and what is started meanwhile by who waited for the end of something. */
export function stopAll() {
  stopping ??= (async () => {
    while (running.size) {
      const stop = [...running].at(-1);
      running.delete(stop);
      await stop();
    }
  })();
  return stopping;
}

/** True once a signal asked this script to end. */
let interrupted = false;

/**
 * Ctrl-C and SIGTERM stop what was started, in order. Children lead process groups of their own, so that a Ctrl-C in a
 * terminal reaches only this process, which then decides the order.
 */
export function stopOnSignals(onSignal = () => {}) {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ]) {
    process.on(signal, async () => {
      if (interrupted) {
        return;
      }
      interrupted = true;
      onSignal(signal);
      await stopAll();
      process.exit(code);
    });
  }
}

/**
 * Runs a command to its end.
 *
 * @param options.quiet - keep its output back, and show the end of it only when it fails
 * @param options.onLine - called for each line of standard output
 * @param options.background - others come first: it is for what they leave of the processors
 */
export async function run(command, args, options = {}) {
  const { quiet = false, cwd = root, env = process.env, what } = options;
  const child = spawn(command, args, {
    cwd,
    env,
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // What it starts inherits it.
  if (options.background && child.pid) {
    setPriority(child.pid, BACKGROUND_NICENESS);
  }
  const forget = onStop(() => stopChild(child, { graceMs: 5_000 }));
  let tail = '';
  let stdout = '';
  for (const stream of ['stdout', 'stderr']) {
    child[stream].setEncoding('utf8').on('data', chunk => {
      tail = (tail + chunk).slice(-TAIL_BYTES);
      if (options.capture && stream === 'stdout') {
        stdout += chunk;
      }
      if (!quiet) {
        process[stream].write(chunk);
      }
    });
  }
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  }).finally(() => !hasEnded(child) || forget());
  if (code !== 0 && !options.allowFailure) {
    if (meansDiskFull(tail)) {
      throw diskFullError(cwd);
    }
    if (quiet) {
      process.stderr.write(tail);
    }
    throw new UserError(
      `${what ?? `${command} ${args.join(' ')}`} failed (exit code ${code})`,
    );
  }
  return { code, stdout, tail };
}

/** What the file system refuses can come at any step, and says in one line what and where. */
function asUserError(error) {
  if (error instanceof UserError) {
    return error;
  }
  if (meansDiskFull(error.message)) {
    return diskFullError(error.path ?? root);
  }
  return error.syscall && error.path ? new UserError(error.message) : undefined;
}

/**
 * Runs a script's main function and then stops whatever it started: one line for a foreseen failure, a stack for a
 * fault of ours, non-zero for both. After a Ctrl-C, what fails for want of what was stopped is no news.
 */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    if (!interrupted) {
      const foreseen = asUserError(error);
      process.stderr.write(`✗ ${foreseen?.message ?? error.stack}\n`);
      process.exitCode = 1;
    }
  } finally {
    await stopAll();
  }
}
