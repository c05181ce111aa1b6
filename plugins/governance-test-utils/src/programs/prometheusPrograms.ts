import { spawn } from 'child_process';
import { existsSync } from 'fs';
import { delimiter, join } from 'path';

/** A program of Prometheus, which `npm test` brings. */
export function prometheusProgram(name: 'prometheus' | 'promtool'): string {
  const { PROMETHEUS_PATH, PATH = '' } = process.env;
  const folders = PROMETHEUS_PATH ? [PROMETHEUS_PATH] : PATH.split(delimiter);
  const found = folders
    .map(folder => join(folder, name))
    .find(file => existsSync(file));
  if (!found) {
    throw new Error(
      `This test needs ${name}, which "npm test" brings where there is apt: install Prometheus 2.42 or newer with promtool, or name their folder in PROMETHEUS_PATH`,
    );
  }
  return found;
}

/** Runs promtool to its end. */
export function promtool(
  args: string[],
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    // It lives for seconds, and need not look for garbage all the time.
    const env = { ...process.env, GOGC: '800' };
    const child = spawn(prometheusProgram('promtool'), args, { env });
    let output = '';
    const take = (text: string) => {
      output += text;
    };
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    child.on('error', reject);
    child.on('close', code => resolve({ code, output }));
  });
}
