import { execFileSync, spawn } from 'child_process';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'fs';
import { tmpdir } from 'os';
import { join, resolve } from 'path';

/** How a run ended and what it wrote. */
export interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** The command line as it is delivered: built into one file, in a folder with nothing else to load from. */
export class BuiltCli {
  readonly folder = mkdtempSync(join(tmpdir(), 'countersign-cli-'));
  readonly file = join(this.folder, 'countersign.cjs');

  constructor() {
    // `npm test` builds it once for all.
    const { COUNTERSIGN_CLI: built } = process.env;
    if (built) copyFileSync(built, this.file);
    else {
      const build = resolve(__dirname, '../../build.mjs');
      execFileSync(process.execPath, [build, this.file]);
    }
  }

  /** Writes a file beside it and answers its path. */
  write(name: string, content: string | Uint8Array): string {
    const path = join(this.folder, name);
    writeFileSync(path, content);
    return path;
  }

  /** Runs it in a process of its own, with nothing of this process's environment but what is given. */
  run(
    args: string[],
    options: {
      env?: Record<string, string>;
      node?: string;
      stdin?: string;
      /** Its own folder unless told. */
      cwd?: string;
    } = {},
  ): Promise<Outcome> {
    return new Promise((done, failed) => {
      const child = spawn(
        options.node ?? process.execPath,
        [this.file, ...args],
        {
          cwd: options.cwd ?? this.folder,
          // What it compiled is kept beside it: each run loads the same megabytes.
          env: {
            NODE_COMPILE_CACHE: join(this.folder, 'compile-cache'),
            ...options.env,
          },
        },
      );
      const outcome: Outcome = { code: null, stdout: '', stderr: '' };
      child.stdout.setEncoding('utf8').on('data', text => {
        outcome.stdout += text;
      });
      child.stderr.setEncoding('utf8').on('data', text => {
        outcome.stderr += text;
      });
      child.on('error', failed);
      child.on('close', code => done({ ...outcome, code }));
      child.stdin.end(options.stdin ?? '');
    });
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Every Node from 20 on that this machine has, this process's own first. */
export function nodes(): { version: string; path: string }[] {
  const candidates = [process.execPath, '/usr/local/bin/node', '/usr/bin/node'];
  const paths = new Set(
    candidates.filter(existsSync).map(p => realpathSync(p)),
  );
  return [...paths]
    .map(path => ({
      path,
      version: execFileSync(path, ['--version'], { encoding: 'utf8' }).trim(),
    }))
    .filter(({ version }) => Number(/^v(\d+)/.exec(version)?.[1]) >= 20);
}
