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

const metric = (query: string) =>
  `{ metricSource: { type: prometheus, spec: { query: '${query}' } } }`;

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

  it('writes what can be written, and says of each objective that cannot which it is, why, and what to do', async () => {
    cli.write(
      'mixed.yaml',
      [
        slo('counted', 'Occurrences'),
        slo('sliced', 'Timeslices'),
        slo('averaged', 'RatioTimeslices'),
        slo('ready', 'Occurrences').replace(
          /counter: true[^]*/,
          "raw: { metricSource: { type: prometheus, spec: { query: 'share' } } }\n",
        ),
        slo('both', 'Occurrences').replace(
          'objectives: [',
          'objectives: [{ target: 0.99, compositeWeight: 1 }, ',
        ),
        slo('elsewhere', 'Occurrences').replace(
          "query: 'requests_total'",
          'metric: run.googleapis.com/request_count',
        ),
        slo('half', 'Occurrences').replace(
          /objectives: [^]*/,
          `objectives: [${['requests_total', 'sum(requests_total)']
            .map(
              (total, i) =>
                `{ target: 0.99, compositeWeight: 1, indicator: { metadata: { name: half-${i} }, spec: { ratioMetric: { counter: true, bad: ${metric(
                  'errors_total',
                )}, total: ${metric(total)} } } } }`,
            )
            .join(', ')}]\n`,
        ),
      ].join('---\n'),
    );
    const { code, stderr } = await run('-o', 'rules.yaml', 'mixed.yaml');
    expect(code).toBe(1);
    const left = [...stderr.matchAll(/: error: (\S+): (\S+) is not in .*$/gm)];
    expect(left.map(([, path, id]) => [path, id])).toEqual([
      ['spec.objectives[0]', 'elsewhere'],
      ['spec.objectives[1]', 'half#2'],
      ['spec.objectives', 'half#composite'],
    ]);
    left.forEach(([line]) => expect(line).toMatch(/leave it to the portal/));
    expect(left[2][0]).toContain('Its part half#2 cannot be.');
    const counted = [
      ...['counted', 'sliced', 'averaged', 'ready'],
      ...['both', 'both#2', 'both#composite', 'half'],
    ];
    expect(stderr).toContain(
      `note: Corrections (planned maintenance, outside hours, deployments) are not in the rules of ${counted.join(
        ', ',
      )}: `,
    );
    const text = readFileSync(join(cli.folder, 'rules.yaml'), 'utf8');
    expect(text).toMatch(/^#.*Corrections .* are not in these rules/m);
    const rules = rulesOf(text);
    expect(new Set(rules.map(({ labels }) => labels.slo))).toEqual(
      new Set([...counted, undefined]),
    );
    // Each threshold is one number, and not a product that is another double.
    expect(
      rules.flatMap(({ alert, expr, labels }) =>
        alert === 'ErrorBudgetBurn' && expr.includes('"counted')
          ? [labels.threshold]
          : [],
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
