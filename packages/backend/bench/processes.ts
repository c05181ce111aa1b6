import { ChildProcess, spawn } from 'child_process';
import { on } from 'events';
import { readFile, writeFile } from 'fs/promises';
import { setTimeout as delay } from 'timers/promises';
import { Knex } from 'knex';

/** How long a program took, and what it said. */
export interface Ended {
  seconds: number;
  /** The most memory that was resident, in megabytes. */
  peak: number;
  stdout: string;
}

/** Megabytes that were resident at most since the process began, or since {@link forgetPeak}. */
export async function peakOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
}

/** What a portal takes while it loads and compiles says nothing of a run. */
export async function forgetPeak(pid: number): Promise<void> {
  await writeFile(`/proc/${pid}/clear_refs`, '5');
}

/** What a process holds that says so when it is asked: see `heapPortal.ts`. */
export async function memoryOf(
  child: ChildProcess,
): Promise<NodeJS.MemoryUsage> {
  const messages = on(child, 'message', {
    signal: AbortSignal.timeout(60_000),
  });
  child.send('memory');
  // Backstage's transformation tells of each file that it reads, too.
  for await (const [message] of messages) {
    if (message.kind === 'memory') return message;
  }
  throw new Error('The process says nothing');
}

/** Ticks of a process in `/proc/<pid>/stat`: a hundredth of a second on Linux. */
async function ticksOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The name of the program is in brackets and may hold spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

/** Bytes of WAL in five seconds: less comes of timers alone. */
const CALM_WAL = 5_000_000;

/**
 * Waits until a process takes less than a tenth of a core for five seconds, and the database writes next to nothing and
 * cleans nothing up: what a portal reads, processes and writes after its start says nothing of its answers some minutes
 * later.
 */
export async function untilCalm(pid: number, database: Knex): Promise<void> {
  const deadline = Date.now() + 600_000;
  const written = async (): Promise<number> => {
    const { rows } = await database.raw(
      `SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8 AS bytes`,
    );
    return rows[0].bytes;
  };
  for (;;) {
    const ticks = await ticksOf(pid);
    const bytes = await written();
    await delay(5000);
    const isIdle = (await ticksOf(pid)) - ticks < 50;
    if (
      isIdle &&
      (await written()) - bytes < CALM_WAL &&
      !(await isCleaning(database))
    ) {
      return;
    }
    if (Date.now() > deadline) throw new Error('The portal is never calm');
  }
}

/** Autovacuum is at work on what was loaded. */
async function isCleaning(database: Knex): Promise<boolean> {
  const { rows } = await database.raw(
    `SELECT 1 FROM pg_stat_activity WHERE backend_type = 'autovacuum worker'`,
  );
  return rows.length > 0;
}

/** Runs a program of Node to its end. @throws Error with what it said where it does not end with 0 */
export function runNode(args: readonly string[]): Promise<Ended> {
  return runProgram(process.execPath, args);
}

/** Runs a program to its end. @throws Error with what it said where it does not end with 0 */
export async function runProgram(
  program: string,
  args: readonly string[],
): Promise<Ended> {
  const begin = performance.now();
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', text => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', text => {
    stderr += text;
  });
  let peak = 0;
  const timer = setInterval(() => {
    peakOf(child.pid!).then(
      found => {
        peak = Math.max(peak, found || 0);
      },
      () => {},
    );
  }, 50);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  clearInterval(timer);
  if (code !== 0) throw new Error(`${args[0]}: ${code} ${stdout}${stderr}`);
  return { seconds: (performance.now() - begin) / 1000, peak, stdout };
}
