import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';

const source = resolvePackagePath('@countersign/walkthrough', 'terraform');

/** A Terraform working directory of its own, with the example's configuration and local state. */
export class Terraform {
  readonly #directory = mkdtempSync(
    path.join(tmpdir(), 'countersign-walkthrough-'),
  );
  readonly #password: string;

  /** @param password - the secret that must show up nowhere */
  constructor(password: string) {
    // Its plans and its state hold the password.
    process.once('exit', () =>
      rmSync(this.#directory, { recursive: true, force: true }),
    );
    this.#password = password;
    cpSync(source, this.#directory, { recursive: true });
    this.#run('init', '-input=false');
  }

  /**
   * `terraform plan` and `terraform show -json`.
   *
   * @param name - file name without ending
   * @returns the path of the plan's JSON
   */
  plan(name: string, variables: Record<string, number> = {}): string {
    const values = Object.entries(variables).flatMap(([key, value]) => [
      '-var',
      `${key}=${value}`,
    ]);
    this.#run('plan', '-input=false', `-out=${name}.bin`, ...values);
    const json = path.join(this.#directory, `${name}.json`);
    writeFileSync(json, this.#run('show', '-json', `${name}.bin`));
    return json;
  }

  /** Applies exactly the plan that was made. */
  apply(name: string): void {
    this.#run('apply', '-input=false', `${name}.bin`);
  }

  #run(command: string, ...args: string[]): string {
    return execFileSync('terraform', [command, '-no-color', ...args], {
      cwd: this.#directory,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        TF_CLI_CONFIG_FILE: '',
        TF_IN_AUTOMATION: '1',
        CHECKPOINT_DISABLE: '1',
        TF_VAR_database_password: this.#password,
      },
    });
  }
}
