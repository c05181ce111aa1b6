import { readFileSync } from 'fs';
import { join } from 'path';
import { BuiltCli } from '../../__testUtils__/cli';
import { parse } from 'yaml';

jest.setTimeout(240_000);

const slo = (name: string, method: string) => `apiVersion: openslo/v1
kind: SLO
metadata:
  name: ${name}
spec:
  service: shop
  budgetingMethod: ${method}
  timeWindow: [{ duration: 30d, isRolling: true }]
  objectives: [{ target: 0.999, timeSliceTarget: 0.9, timeSliceWindow: 5m }]
  indicator:
    metadata: { name: ${name} }
    spec:
      ratioMetric:
        counter: true
        bad: { metricSource: { type: prometheus, spec: { query: 'errors_total{path="a\\"b"}' } } }
        total: { metricSource: { type: prometheus, spec: { query: 'requests_total' } } }
`;

interface Rule {
  record?: string;
  alert?: string;
  expr: string;
  labels: Record<string, string>;
}
const rulesOf = (text: string): Rule[] =>
  parse(text).groups.flatMap(({ rules }: { rules: Rule[] }) => rules);

describe('countersign slo rules', () => {
  const cli = new BuiltCli();
  afterAll(() => cli.dispose());
  const run = (...args: string[]) => cli.run(['slo', 'rules', ...args]);

  it('writes what can be written, and names what cannot', async () => {
    cli.write(
      'mixed.yaml',
      `${slo('counted', 'Occurrences')}---\n${slo('sliced', 'Timeslices')}`,
    );
    const { code, stderr } = await run('-o', 'rules.yaml', 'mixed.yaml');
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(
        /^mixed\.yaml:\d+: error: spec: Time slices .*\(rules-method\)$/m,
      ),
    ]);
    const text = readFileSync(join(cli.folder, 'rules.yaml'), 'utf8');
    expect(text).toMatch(/^#.*Corrections .* are not in these rules/m);
    const rules = rulesOf(text);
    expect(new Set(rules.map(({ labels }) => labels.slo))).toEqual(
      new Set(['counted', undefined]),
    );
    // Each threshold is one number, and not a product that is another double.
    expect(
      rules.flatMap(({ alert, labels }) =>
        alert === 'ErrorBudgetBurn' ? [labels.threshold] : [],
      ),
    ).toEqual(['0.0144', '0.006', '0.003', '0.001']);
  });

  it('writes for either way to read a range, for another scrape interval, and for what is pushed', async () => {
    cli.write('slo.yaml', slo('counted', 'Occurrences'));
    const badStep = async (...flags: string[]) => {
      const { stdout } = await run(...flags, 'slo.yaml');
      return rulesOf(stdout).find(({ record }) => record === 'slo:bad:step1m')!
        .expr;
    };
    const usual = await badStep();
    expect(usual).toContain(`errors_total{path="a\\"b"}[14s999ms]`);
    expect(usual).toContain('[59s999ms:15s]');
    expect(usual).toContain('up[');
    const newer = await badStep(
      ...['--ranges', 'left-open', '--scrape-interval', '30s', '--no-up'],
    );
    expect(newer).toContain('}[30s]');
    expect(newer).toContain('[10m] offset 30s');
    expect(newer).toContain('[1m:30s]');
    expect(newer).not.toContain('up[');
  });

  it('refuses a scrape interval that does not fit into a step', async () => {
    cli.write('slo.yaml', slo('counted', 'Occurrences'));
    const { code, stderr } = await run('--scrape-interval', '45s', 'slo.yaml');
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining('rules-scrape-interval'),
    ]);
  });
});
