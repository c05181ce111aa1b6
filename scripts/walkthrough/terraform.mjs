import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('./terraform', import.meta.url));

/** A Terraform working directory of its own, with the example's configuration and local state. */
export class Terraform {
  /** @param {string} password the secret that must show up nowhere */
  constructor(password) {
    this.directory = mkdtempSync(
      path.join(tmpdir(), 'countersign-walkthrough-'),
    );
    // Its plans and its state hold the password.
    process.once('exit', () =>
      rmSync(this.directory, { recursive: true, force: true }),
    );
    this.password = password;
    cpSync(source, this.directory, { recursive: true });
    this.#run('init');
  }

  /**
   * `terraform plan` and `terraform show -json`.
   *
   * @param {string} name file name without ending
   * @param {Record<string, number>} variables
   * @returns {string} the path of the plan's JSON
   */
  plan(name, variables = {}) {
    const values = Object.entries(variables).flatMap(([k, v]) => [
      '-var',
      `${k}=${v}`,
    ]);
    this.#run('plan', `-out=${name}.bin`, ...values);
    const json = path.join(this.directory, `${name}.json`);
    writeFileSync(json, this.#run('show', '-json', `${name}.bin`));
    return json;
  }

  /** Applies exactly the plan that was made. */
  apply(name) {
    this.#run('apply', `${name}.bin`);
  }

  #run(...args) {
    const [command, ...rest] = args;
    const flags =
      command === 'show' ? ['-no-color'] : ['-no-color', '-input=false'];
    return execFileSync('terraform', [command, ...flags, ...rest], {
      cwd: this.directory,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        TF_CLI_CONFIG_FILE: '',
        TF_IN_AUTOMATION: '1',
        CHECKPOINT_DISABLE: '1',
        TF_VAR_database_password: this.password,
      },
    });
  }
}
