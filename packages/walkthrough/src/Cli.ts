import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { Trouble } from './Trouble';

const file = resolvePackagePath('@countersign/cli', 'dist/countersign.cjs');

/** How a run of the command line ended, and what it wrote. */
export interface Outcome {
  code: number | null;
  out: string;
  json<T = unknown>(): T;
}

/** The built command line, run as a pipeline would run it. */
export class Cli {
  readonly #url: string;

  constructor(url: string) {
    if (!existsSync(file)) {
      throw new Trouble(
        'The command line is not built yet: run `npm start` once, or `yarn build:cli`',
      );
    }
    this.#url = url;
  }

  /** @param options - without a token it is the one of the environment, `COUNTERSIGN_TOKEN` */
  run(args: string[], { token }: { token?: string } = {}): Outcome {
    const { status, stdout, stderr, error } = spawnSync(
      process.execPath,
      [file, ...args],
      {
        encoding: 'utf8',
        env: {
          ...process.env,
          COUNTERSIGN_URL: this.#url,
          ...(token ? { COUNTERSIGN_TOKEN: token } : {}),
        },
      },
    );
    if (error) throw error;
    return {
      code: status,
      out: `${stdout}${stderr}`,
      json: () => JSON.parse(stdout),
    };
  }
}
