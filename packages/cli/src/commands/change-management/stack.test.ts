import { mkdirSync } from 'fs';
import { dirname, join } from 'path';
import { BuiltCli } from '../../__testUtils__/cli';
import { FakePortal } from '../../__testUtils__/portal';

// Each test starts processes, on a machine that may be busy.
jest.setTimeout(240_000);

const planOf = (resource: object) => ({
  format_version: '1.2',
  terraform_version: '1.14.0',
  resource_changes: [
    {
      address: 'terraform_data.quota',
      type: 'terraform_data',
      name: 'quota',
      change: { actions: ['no-op'], before: {}, after: {} },
      ...resource,
    },
  ],
  prior_state: { values: { outputs: { x: { value: 'state-of-old' } } } },
});

const imported = {
  change: {
    actions: ['no-op'],
    before: {},
    after: {},
    importing: { id: 'only-id' },
  },
};

describe('countersign, told by Terraform where a plan is applied', () => {
  let cli: BuiltCli;
  let portal: FakePortal;
  let env: Record<string, string>;

  const write = (path: string, content: string) => {
    mkdirSync(dirname(join(cli.folder, path)), { recursive: true });
    return cli.write(path, content);
  };
  const plan = (directory: string, json: object = planOf({})) =>
    write(`${directory}/plan.json`, JSON.stringify(json));
  /** As `terraform init -backend-config=…` and `terraform workspace select blue` leave it. */
  const initialise = (directory: string) => {
    write('repository/.git/HEAD', 'ref: refs/heads/main');
    write(`${directory}/.terraform/environment`, 'blue');
    write(
      `${directory}/.terraform/terraform.tfstate`,
      JSON.stringify({
        backend: {
          type: 'gcs',
          config: { bucket: 'state', prefix: 'eu', credentials: 'S3CR3T' },
        },
      }),
    );
  };
  const submit = (file: string, ...more: string[]) => [
    ...['change', 'submit', '--plan', file, '--environment', 'production'],
    ...['--repository', 'acme/infra', '--run-id', '17', ...more],
  ];
  const sent = async (args: string[], more: Record<string, string> = {}) => {
    portal.answerWith({
      status: 201,
      json: {
        change: { number: 'CHG0000042', title: 't', state: 'new', source: {} },
        next: { text: '', who: [], conditions: [] },
        decision: 'allow',
        checks: [],
        reconciliation: { verdict: 'authorised', reasons: [] },
      },
    });
    const { code, stderr } = await cli.run(args, { env: { ...env, ...more } });
    expect(stderr).toBe('');
    expect(code).toBe(0);
    return portal.received[0];
  };

  beforeAll(async () => {
    cli = new BuiltCli();
    portal = await FakePortal.start();
    env = { COUNTERSIGN_URL: portal.url, COUNTERSIGN_TOKEN: 'token' };
  });
  afterAll(async () => {
    await portal.stop();
    cli.dispose();
  });

  it('says the same when it opens a change, asks the gate and reports', async () => {
    initialise('repository/stacks/eu');
    const file = plan('repository/stacks/eu');
    const stack = {
      workspace: 'blue',
      directory: 'stacks/eu',
      backend: 'gcs://state/eu',
    };
    const opened = await sent(submit(file));
    expect(opened.body.source).toMatchObject(stack);
    expect(opened.text).not.toContain('S3CR3T');
    const asked = await sent(['change', 'gate', '--plan', file]);
    expect(asked.body.stack).toEqual(stack);
    const reported = await sent([
      ...['deployment', 'report', '--plan', file],
      ...['--environment', 'production', '--outcome', 'succeeded'],
      ...['--started-at', '2026-11-24T21:05:00Z'],
      ...['--finished-at', '2026-11-24T21:16:00Z'],
      ...['--repository', 'acme/infra', '--run-id', '17'],
    ]);
    expect(reported.body).toMatchObject({
      stack,
      externalId: 'acme/infra/17/stacks/eu/blue',
    });
  });

  it('is told otherwise by options and by the environment', async () => {
    initialise('repository/stacks/eu');
    const file = plan('repository/stacks/eu');
    const said = ['--directory', './stacks/us/', '--backend', 's3://state/us'];
    expect(
      (await sent(submit(file, ...said), { TF_WORKSPACE: 'green' })).body
        .source,
    ).toMatchObject({
      workspace: 'green',
      directory: 'stacks/us',
      backend: 's3://state/us',
    });
    const secret = ['--backend', 'pg://ada:hunter2@db/tf'];
    const refused = await cli.run(submit(file, ...secret), { env });
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('--backend');
    expect(refused.stderr).not.toContain('hunter2');
  });

  it('says nothing where Terraform was not initialized', async () => {
    const { source } = (await sent(submit(plan('elsewhere')))).body;
    expect(source).toEqual({
      kind: 'cli',
      repository: 'acme/infra',
      runId: '17',
    });
  });

  it('has a key for each request of a run: a re-run with another window is another request', async () => {
    const file = plan('elsewhere');
    const keyOf = async (...more: string[]) =>
      (await sent(submit(file, ...more))).headers['idempotency-key'];
    const window = (hour: string) => [
      ...['--window-start', `2027-05-01T${hour}:00:00Z`],
      ...['--window-end', `2027-05-01T${hour}:30:00Z`],
    ];
    const first = await keyOf(...window('10'));
    expect(await keyOf(...window('10'))).toBe(first);
    expect(await keyOf(...window('11'))).not.toBe(first);
    expect(await keyOf(...window('10'), '--directory', 'stacks/us')).not.toBe(
      first,
    );
  });

  it('says what a plan does that only imports', async () => {
    const opened = await sent(submit(plan('elsewhere', planOf(imported))));
    expect(opened.body.title).toBe(
      'Terraform in production: 1 to import (acme/infra)',
    );
    expect(opened.text).not.toContain('state-of-old');
  });

  it('sends numbers as they are, and members with any name', async () => {
    const file = write(
      'elsewhere/plan.json',
      JSON.stringify(
        planOf({
          change: { actions: ['create'], before: null, after: { n: 'N' } },
        }),
      ).replace('"n":"N"', '"n":9007199254740993,"m":1e400,"__proto__":"x"'),
    );
    const opened = await sent(submit(file));
    expect(opened.text).toContain(
      '"n":9007199254740993,"m":1e400,"__proto__":"x"',
    );
  });
});
