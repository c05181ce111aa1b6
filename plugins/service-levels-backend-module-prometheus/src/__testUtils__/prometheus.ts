import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promtool } from '@countersign/plugin-governance-test-utils/programs';
import { RuleGroup } from '@countersign/plugin-service-levels-common';

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
