import { ChildProcess, spawn } from 'child_process';
import { once } from 'events';
import { endProcess } from '../programs/endProcess';

/**
 * Lives of a program, one after the other, each a process that is killed. The next one is loaded while one works: a program
 * says `loaded` when it is, and waits for what it is to begin with.
 */
export class KillableLives<Start extends object> {
  readonly #spawn: () => Promise<ChildProcess>;
  #next: Promise<ChildProcess>;
  #now: ChildProcess | undefined;

  /**
   * @param program - What node runs; as one file it is loaded three times as fast.
   * @param modules - Where packages are that it does not hold itself.
   */
  constructor(program: string, modules: string) {
    this.#spawn = () => loaded(program, modules);
    this.#next = this.#spawn();
    // Whoever begins it is told why it did not load.
    this.#next.catch(() => {});
  }

  /** Lets the next life begin. */
  async begin(start: Start): Promise<void> {
    const child = await this.#next;
    this.#now = child;
    this.#next = this.#spawn();
    this.#next.catch(() => {});
    child.send(start);
  }

  /** SIGKILL: it can finish nothing and tell nobody. */
  async kill(): Promise<void> {
    if (this.#now) await endProcess(this.#now, 'SIGKILL');
    this.#now = undefined;
  }

  /** Also the one that never began. */
  async end(): Promise<void> {
    await this.kill();
    await endProcess(await this.#next, 'SIGKILL');
  }
}

async function loaded(program: string, modules: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--no-deprecation', program], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, NODE_PATH: modules },
  });
  const [message] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit'),
  ]);
  if (message !== 'loaded') {
    throw new Error(`${program} ended with ${message} before it began`);
  }
  return child;
}
