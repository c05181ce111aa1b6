import { BuiltCli } from '../../__testUtils__/cli';

jest.setTimeout(240_000);

describe('countersign slo import', () => {
  const cli = new BuiltCli();
  afterAll(() => cli.dispose());

  it('writes what lint takes, and names what it left out', async () => {
    cli.write(
      'pyrra.yaml',
      `apiVersion: pyrra.dev/v1alpha1
kind: ServiceLevelObjective
metadata: { name: api }
spec:
  target: "99.5"
  window: 28d
  alerting: { disabled: true }
  indicator:
    ratio: { errors: { metric: 'e' }, total: { metric: 't' } }
`,
    );
    const args = ['--service', 'shop', '-o', 'slo.yaml', 'pyrra.yaml'];
    const { code, stderr } = await cli.run(['slo', 'import', ...args]);
    expect([code, stderr]).toEqual([
      0,
      expect.stringMatching(
        /^pyrra\.yaml:7: warning: spec\.alerting\.disabled: .*\(not-carried-over\)$/m,
      ),
    ]);
    expect(
      await cli.run(['slo', 'lint', '--strict', 'slo.yaml']),
    ).toMatchObject({ code: 0, stdout: '1 objective works.\n' });
  });

  it('ends with 1 where an objective cannot be carried over', async () => {
    const { code, stdout, stderr } = await cli.run(['slo', 'import', '-'], {
      stdin:
        'version: prometheus/v1\nservice: a\nslos: [{ name: x, objective: 99, sli: { plugin: { id: y } } }]\n',
    });
    expect([code, stdout, stderr]).toEqual([
      1,
      '',
      expect.stringContaining('-:3: error: slos[0].sli'),
    ]);
  });
});
