import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const file = fileURLToPath(
  new URL('../../packages/cli/dist/countersign.cjs', import.meta.url),
);

/** The built command line, run as a pipeline would run it. */
export class Cli {
  constructor(url) {
    if (!existsSync(file)) {
      throw new Error(
        'the command line is not built yet: run `npm start` once, or `yarn build:cli`',
      );
    }
    this.url = url;
  }

  /**
   * @param {string[]} args
   * @param {{ token?: string }} options
   * @returns {{ code: number, out: string, json: () => any }}
   */
  run(args, { token } = {}) {
    const { status, stdout, stderr, error } = spawnSync(
      process.execPath,
      [file, ...args],
      {
        encoding: 'utf8',
        env: {
          ...process.env,
          COUNTERSIGN_URL: this.url,
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
