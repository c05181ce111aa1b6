import { execFile, execFileSync } from 'child_process';
import path from 'path';
import { promisify } from 'util';

const run = promisify(execFile);

/** The command line as it is delivered: the one that `npm test` has built, or one that is built into a folder. */
export function builtCli(folder: string): string {
  const { COUNTERSIGN_CLI: built } = process.env;
  if (built) return built;
  const file = path.join(folder, 'countersign.cjs');
  const build = path.resolve(__dirname, '../../../cli/build.mjs');
  execFileSync(process.execPath, [build, file]);
  return file;
}

/** Runs it in that folder. @throws Error with what it wrote where it does not end with 0 */
export function runCli(
  file: string,
  args: readonly string[],
  cwd: string,
): Promise<{ stdout: string; stderr: string }> {
  return run(process.execPath, [file, ...args], { cwd });
}
