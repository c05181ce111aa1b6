import { BuiltCli } from '../../__testUtils__/cli';

jest.setTimeout(240_000);

const slo = (name: string, target: number) => `apiVersion: openslo/v1
kind: SLO
metadata:
  name: ${name}
spec:
  service: checkout
  budgetingMethod: Occurrences
  timeWindow:
    - duration: 30d
      isRolling: true
  objectives:
    - target: ${target}
  indicatorRef: answered
`;
const sli = `apiVersion: openslo/v1
kind: SLI
metadata:
  name: answered
spec:
  ratioMetric:
    counter: true
    bad: { metricSource: { type: openmetrics, spec: { query: bad } } }
    total: { metricSource: { type: openmetrics, spec: { query: total } } }
`;

describe('countersign slo lint', () => {
  const cli = new BuiltCli();
  afterAll(() => cli.dispose());

  it('ends with 0 where every definition works, over several files', async () => {
    cli.write('good.yaml', slo('checkout', 0.999));
    cli.write('sli.yaml', sli);
    expect(await cli.run(['slo', 'lint', 'good.yaml', 'sli.yaml'])).toEqual({
      code: 0,
      stdout: '1 objective works.\n',
      stderr: '',
    });
  });

  it('names file, line, path and rule of what does not, and what does all the same', async () => {
    cli.write('mixed.yaml', `${slo('all', 1)}---\n${slo('some', 0.95)}`);
    cli.write('torn.yaml', 'apiVersion: openslo/v1\nkind: [\n');
    const files = ['mixed.yaml', 'torn.yaml', 'sli.yaml'];
    const { code, stdout } = await cli.run(['slo', 'lint', ...files]);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^mixed\.yaml:12: error: spec\.objectives\[0\]\.target: .*\(target-out-of-range\)$/m,
    );
    expect(stdout).toMatch(/^torn\.yaml:3: error: .*\(yaml\)$/m);
    expect(stdout).toMatch(/1 objective works, \d problems\.\n$/);

    const json = await cli.run(['slo', 'lint', '--json', ...files]);
    expect(JSON.parse(json.stdout).objectives).toEqual(['some']);
  });

  it('takes a warning for an error when it is told to', async () => {
    cli.write('deaf.yaml', slo('deaf', 0.9));
    const files = ['deaf.yaml', 'sli.yaml'];
    const usual = await cli.run(['slo', 'lint', ...files]);
    expect([usual.code, usual.stdout]).toEqual([
      0,
      expect.stringContaining('warning: spec.objectives: '),
    ]);
    expect((await cli.run(['slo', 'lint', '--strict', ...files])).code).toBe(1);
  });

  it('ends with 2 where a file cannot be read', async () => {
    const { code, stderr } = await cli.run(['slo', 'lint', 'nowhere.yaml']);
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('nowhere.yaml'),
    ]);
  });
});
