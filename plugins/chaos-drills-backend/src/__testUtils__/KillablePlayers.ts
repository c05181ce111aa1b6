import { ChildProcess, spawn } from 'child_process';
import { once } from 'events';
import path from 'path';
import { buildSync } from 'esbuild';
import { PlayerStart } from './playerProcess';

const modules = path.resolve(__dirname, '../../../../node_modules');
/** What loads files of its own, or loads what is not installed only when it is asked for. */
const external = ['knex', 'pg-native'];

/** Plays one drill in a process of its own, and is killed. As one file its program is loaded fast. */
export class KillablePlayers {
  readonly #program: string;
  #child: ChildProcess | undefined;

  /** @param folder - Where the program is written. */
  constructor(folder: string) {
    this.#program = path.join(folder, 'player.js');
    buildSync({
      entryPoints: [path.join(__dirname, 'playerProcess.ts')],
      outfile: this.#program,
      bundle: true,
      platform: 'node',
      external,
      logLevel: 'error',
    });
  }

  async play(start: PlayerStart): Promise<void> {
    const child = spawn(process.execPath, ['--no-deprecation', this.#program], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { ...process.env, NODE_PATH: modules },
    });
    this.#child = child;
    const [message] = await Promise.race([
      once(child, 'message'),
      once(child, 'exit'),
    ]);
    if (message !== 'loaded') {
      throw new Error(`The player ended with ${message} before it began`);
    }
    child.send(start);
  }

  /** SIGKILL: it can finish nothing and tell nobody. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }
}
