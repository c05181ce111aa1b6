import { ChildProcess, spawn } from 'child_process';
import { once } from 'events';
import path from 'path';
import { buildSync } from 'esbuild';
import { WorkerStart } from './workerProcess';

const modules = path.resolve(__dirname, '../../../../node_modules');
/** What finds files of its own beside it, or loads what is not installed only when it is asked for. */
const external = ['knex', 'libpg-query', 'pdfkit', 'pg-native'];

/** Lives of a worker, one after the other, each a process that is killed. The next one is loaded while one works. */
export class KillableWorkers {
  readonly #program: string;
  #next: Promise<ChildProcess>;
  #now: ChildProcess | undefined;

  /** @param folder - Where the program of the workers is written: as one file it is loaded three times as fast. */
  constructor(folder: string, private readonly start: WorkerStart) {
    this.#program = path.join(folder, 'worker.js');
    buildSync({
      entryPoints: [path.join(__dirname, 'workerProcess.ts')],
      outfile: this.#program,
      bundle: true,
      platform: 'node',
      external,
      logLevel: 'error',
    });
    this.#next = spawnWorker(this.#program);
  }

  /** Lets the next life begin. */
  async begin(): Promise<void> {
    const child = await this.#next;
    this.#now = child;
    this.#next = spawnWorker(this.#program);
    child.send(this.start);
  }

  /** SIGKILL: it can finish nothing and tell nobody. */
  async kill(): Promise<void> {
    if (this.#now) await kill(this.#now);
    this.#now = undefined;
  }

  /** Also the one that never began. */
  async end(): Promise<void> {
    await this.kill();
    await kill(await this.#next);
  }
}

async function spawnWorker(program: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--no-deprecation', program], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, NODE_PATH: modules },
  });
  const [message] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit'),
  ]);
  if (message !== 'loaded') {
    throw new Error(`The worker ended with ${message} before it began`);
  }
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
