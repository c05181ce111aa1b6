import { execFile } from 'node:child_process';
import { open, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { Layout } from './layout';

const run = promisify(execFile);

/** True when a process with this id exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Told by the program alone: "postgres" also stands in the arguments of this package's own processes. */
async function isPostgres(pid: number): Promise<boolean> {
  if (!isAlive(pid)) {
    return false;
  }
  if (process.platform === 'win32') {
    return true;
  }
  const program = await run('ps', ['-o', 'comm=', '-p', String(pid)]).then(
    ({ stdout }) => stdout,
    () => readFile(`/proc/${pid}/comm`, 'utf8').catch(() => ''),
  );
  return path.basename(program.trim()) === 'postgres';
}

/** A server that PostgreSQL's lock file speaks of and that really runs. */
export interface RunningPostmaster {
  pid: number;
  port: number;
}

/**
 * Reads `postmaster.pid`. The file stays behind when the server or the machine is killed, and after a reboot its
 * process id may be somebody else's: PostgreSQL would then refuse to start, so a file that names no PostgreSQL server
 * is removed.
 */
export async function findRunning(
  layout: Layout,
): Promise<RunningPostmaster | undefined> {
  const file = path.join(layout.cluster, 'postmaster.pid');
  let lines: string[];
  try {
    lines = (await readFile(file, 'utf8')).split('\n');
  } catch {
    return undefined;
  }
  const pid = Number(lines[0]);
  if (Number.isInteger(pid) && pid > 0 && (await isPostgres(pid))) {
    return { pid, port: Number(lines[3]) };
  }
  await rm(file, { force: true });
  return undefined;
}

/** What the server wrote to its log from a position on, at most the last 64 KiB of it. */
export async function readLogFrom(
  layout: Layout,
  position: number,
): Promise<string> {
  const file = await open(layout.log, 'r').catch(() => undefined);
  if (!file) {
    return '';
  }
  try {
    const { size } = await file.stat();
    const start = Math.max(position, size - 64 * 1024);
    const { buffer, bytesRead } = await file.read({
      buffer: Buffer.alloc(Math.max(0, size - start)),
      position: start,
    });
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}

export async function logSize(layout: Layout): Promise<number> {
  return stat(layout.log).then(
    ({ size }) => size,
    () => 0,
  );
}
