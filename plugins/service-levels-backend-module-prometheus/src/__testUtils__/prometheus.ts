import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { RuleGroup } from '@countersign/plugin-service-levels-common';

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

/** What promtool has to find at one instant. */
export interface Expectation {
  expr: string;
  eval_time: string;
  exp_samples: { labels: string; value: number }[];
}

/** Series as promtool takes them, and what rules have to make of them. */
export interface RuleTest {
  /** Milliseconds between two values of a series. */
  interval: number;
  /** Milliseconds between two evaluations. */
  every: number;
  series: { series: string; values: string }[];
  expectations: Expectation[];
}

/** @returns what promtool says of the rules and of the test, empty where nothing is other than expected */
export async function differencesOf(
  groups: readonly RuleGroup[],
  { interval, every, series, expectations }: RuleTest,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'slo-rules-'));
  const file = async (name: string, content: unknown) => {
    const path = join(folder, name);
    // JSON is YAML, and sooner written.
    await writeFile(path, JSON.stringify(content));
    return path;
  };
  try {
    const rules = await file('rules.yaml', { groups });
    const checked = await promtool(['check', 'rules', rules]);
    if (checked.code !== 0 || checked.output.includes('duplicate')) {
      return checked.output;
    }
    const test = await file('test.yaml', {
      rule_files: ['rules.yaml'],
      evaluation_interval: `${every / 1000}s`,
      group_eval_order: groups.map(({ name }) => name),
      tests: [
        {
          interval: `${interval / 1000}s`,
          input_series: series,
          promql_expr_test: expectations,
        },
      ],
    });
    const { code, output } = await promtool(['test', 'rules', test]);
    return code === 0 ? '' : output.slice(0, 5_000);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
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
