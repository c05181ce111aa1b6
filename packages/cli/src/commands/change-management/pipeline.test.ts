import { execFileSync } from 'child_process';
import { mkdtempSync, readFileSync } from 'fs';
import { join, resolve } from 'path';
import { BuiltCli, nodes } from '../../__testUtils__/cli';
import { errorAnswer, FakePortal } from '../../__testUtils__/portal';

// Each test starts processes, on a machine that may be busy.
jest.setTimeout(240_000);

const fixture = (name: string) =>
  resolve(
    __dirname,
    `../../../../../plugins/change-management-common/src/terraform/fixtures/${name}/plan.json`,
  );

const token = 'a-token-nobody-may-see';
const commit = 'a'.repeat(40);
/** Where the app gives the pages another route, below a path of a proxy's. */
const links = {
  CHG0000042: 'https://tools.example/portal/governance/changes/CHG0000042',
  CHG0000077: 'https://tools.example/portal/governance/changes/CHG0000077',
};
const refusal = {
  id: '5a6f4e3c-8c1f-4a53-9a5e-0d5a8f1f0c11',
  decision: 'refuse',
  changeNumber: 'CHG0000042',
  checks: [
    { id: 'state', passed: true, detail: 'It is scheduled.' },
    {
      id: 'window',
      passed: false,
      detail: 'The window has not opened yet.',
      remedy: 'Wait until 21:00 UTC.',
    },
    {
      id: 'plan',
      passed: false,
      detail: 'The plan is not the approved one.',
      remedy: 'Deploy the approved one.',
    },
  ],
  decidedAt: '2026-11-24T20:00:00.000Z',
  askedBy: 'external:pipeline',
  links,
};
const allowance = {
  ...refusal,
  decision: 'allow',
  checks: [{ id: 'state', passed: true, detail: 'It is scheduled.' }],
};
const created = {
  links,
  change: {
    number: 'CHG0000042',
    title: 'Terraform in production',
    state: 'authorize',
    risk: { score: 42, level: 'moderate' },
  },
  next: {
    text: 'Waiting for approval',
    who: [],
    conditions: [
      {
        text: 'Approval is missing from group:default/dba (0 of 1).',
        remedy: 'Have it approved.',
        mendedBy: ['approve'],
      },
    ],
  },
};

describe('countersign in a pipeline, against a portal', () => {
  let cli: BuiltCli;
  let portal: FakePortal;
  let env: Record<string, string>;

  beforeAll(async () => {
    cli = new BuiltCli();
    portal = await FakePortal.start();
    env = { COUNTERSIGN_URL: portal.url, COUNTERSIGN_TOKEN: token };
  });
  afterAll(async () => {
    await portal.stop();
    cli.dispose();
  });

  describe('change submit', () => {
    const submit = (...more: string[]) => [
      'change',
      'submit',
      '--plan',
      fixture('create'),
      '--environment',
      'production',
      '--repository',
      'acme/infra',
      ...more,
    ];

    it.each(nodes())('opens a change, on Node $version', async ({ path }) => {
      portal.answerWith({ status: 201, json: created });
      const { code, stdout, stderr } = await cli.run(
        submit(
          '--run-id',
          '17',
          '--commit',
          commit,
          '--item',
          'resource:default/db',
          '--item',
          'component:default/app',
          '--author',
          'user:default/paula',
          '--window-start',
          '2026-11-24T22:00:00+01:00',
          '--window-end',
          '2026-11-25T00:00:00+01:00',
        ),
        { env, node: path },
      );

      expect(stderr).toBe('');
      expect(code).toBe(0);
      expect(stdout).toContain('CHG0000042');
      expect(stdout.split('\n')).toContain(links.CHG0000042);
      expect(stdout).not.toContain(`${portal.url}/changes`);
      const [request] = portal.received;
      expect(request).toMatchObject({
        method: 'POST',
        path: '/api/change-management/changes',
        headers: {
          authorization: `Bearer ${token}`,
          'idempotency-key': expect.stringMatching(/^sha256:/),
        },
        body: {
          title: 'Terraform in production: 2 to create (acme/infra)',
          items: ['resource:default/db', 'component:default/app'],
          planAuthors: ['user:default/paula'],
          commit,
          submit: true,
          source: { kind: 'cli', repository: 'acme/infra', runId: '17' },
        },
      });
    });

    it('sends neither variables nor prior state nor configuration', async () => {
      const text = readFileSync(fixture('create'), 'utf8');
      expect(JSON.parse(text)).toHaveProperty('variables');
      portal.answerWith({ status: 201, json: created });
      await cli.run(submit(), { env });

      const plan = portal.received[0].body.plan as object;
      expect(Object.keys(plan)).not.toEqual(
        expect.arrayContaining([
          expect.stringMatching(
            /^(variables|prior_state|planned_values|configuration)$/,
          ),
        ]),
      );
      expect(portal.received[0].text).not.toContain('database_password');
    });

    it('is one submission, however often one run repeats it', async () => {
      const keyOf = async (...more: string[]) => {
        portal.answerWith({ status: 201, json: created });
        await cli.run(submit(...more), { env });
        return portal.received[0].headers['idempotency-key'];
      };
      const first = await keyOf('--run-id', '17');
      expect(await keyOf('--run-id', '17')).toBe(first);
      expect(await keyOf('--run-id', '18')).not.toBe(first);
      expect(
        await keyOf('--run-id', '17', '--plan', fixture('update')),
      ).not.toBe(first);
      expect(await keyOf()).not.toBe(await keyOf());
    });

    it('tries again while the portal is busy or out of reach, as the same submission', async () => {
      portal.answerWith(
        errorAnswer(503, 'ServiceUnavailableError', 'starting'),
        'drop',
        errorAnswer(429, 'TooManyRequests', 'slower'),
        { status: 201, json: created },
      );
      const { code, stdout, stderr } = await cli.run(submit(), { env });
      expect(code).toBe(0);
      expect(stdout).toContain('CHG0000042');
      expect(stderr.match(/trying again/g)).toHaveLength(3);
      expect(
        new Set(portal.received.map(r => r.headers['idempotency-key'])).size,
      ).toBe(1);
    });

    it('ends with 1 and the reason when the portal refuses', async () => {
      portal.answerWith(
        errorAnswer(400, 'InputError', 'group:default/dba has no member.'),
      );
      const { code, stderr } = await cli.run(submit(), { env });
      expect(code).toBe(1);
      expect(stderr).toContain('group:default/dba has no member.');
      expect(portal.received).toHaveLength(1);
    });

    it('does not let what the portal says drive the terminal', async () => {
      portal.answerWith(errorAnswer(400, 'InputError', 'no \u001b[2J member'));
      const { stderr } = await cli.run(submit(), { env });
      expect(stderr).toContain('no \uFFFD[2J member');
    });

    it('names a mistake before anything is sent', async () => {
      portal.answerWith({ status: 201, json: created });
      const { code, stderr } = await cli.run(
        submit(
          '--window-start',
          '2026-11-25T00:00:00Z',
          '--window-end',
          '2026-11-24T00:00:00Z',
          '--commit',
          'HEAD',
        ),
        { env },
      );
      expect(code).toBe(2);
      expect(stderr).toContain('must end after it starts');
      expect(stderr).toContain('commit: must be a full commit hash');
      expect(portal.received).toHaveLength(0);
    });

    it('reads the token from a file, and takes none on the command line', async () => {
      portal.answerWith({ status: 201, json: created });
      const file = cli.write('token', `${token}-of-a-file\n`);
      await cli.run(submit('--token-file', file), {
        env: { COUNTERSIGN_URL: portal.url },
      });
      expect(portal.received[0].headers.authorization).toBe(
        `Bearer ${token}-of-a-file`,
      );
      expect((await cli.run(submit('--token', token), { env })).code).toBe(2);
    });
  });

  describe('change gate', () => {
    const gate = (...more: string[]) => [
      'change',
      'gate',
      '--plan',
      fixture('update'),
      '--environment',
      'production',
      '--commit',
      commit,
      ...more,
    ];

    it('ends with 0 when the gate allows', async () => {
      portal.answerWith({ status: 200, json: allowance });
      const { code, stdout } = await cli.run(gate(), { env });
      expect(code).toBe(0);
      expect(stdout).toContain(
        `The gate allows CHG0000042 (${links.CHG0000042}).`,
      );
      const digest = await cli.run(['plan', 'digest', fixture('update')]);
      expect(portal.received[0].body).toEqual({
        planDigest: digest.stdout.trim(),
        commit,
        environment: 'production',
      });
    });

    it('ends with 1 and every reason with its remedy when it refuses', async () => {
      portal.answerWith({ status: 200, json: refusal });
      const { code, stdout } = await cli.run(gate(), { env });
      expect(code).toBe(1);
      for (const check of refusal.checks.slice(1)) {
        expect(stdout).toContain(check.detail);
        expect(stdout).toContain(check.remedy);
      }
    });

    it('waits until it allows, and says once why it waits', async () => {
      portal.answerWith(
        { status: 200, json: refusal },
        { status: 200, json: refusal },
        { status: 200, json: allowance },
      );
      const { code, stderr } = await cli.run(
        gate('--wait', '1m', '--every', '50ms'),
        { env },
      );
      expect(code).toBe(0);
      expect(stderr.match(/waiting/g)).toHaveLength(1);
      for (const check of refusal.checks.filter(c => !c.passed)) {
        expect(stderr.split('\n')).toEqual(
          expect.arrayContaining([
            `  ✘ ${check.id}: ${check.detail}`,
            `      → ${check.remedy}`,
          ]),
        );
      }
      expect(
        new Set(portal.received.map(r => r.headers['idempotency-key'])).size,
      ).toBe(3);
    });

    it('gives up waiting with 1', async () => {
      portal.answerWith({ status: 200, json: refusal });
      const { code } = await cli.run(gate('--wait', '2s', '--every', '100ms'), {
        env,
      });
      expect(code).toBe(1);
      expect(portal.received.length).toBeGreaterThan(1);
    });

    it.each([
      ['an expired token', 401, 'AuthenticationError', 'COUNTERSIGN_TOKEN'],
      ['no permission', 403, 'NotAllowedError', 'permission'],
      ['a request it does not know', 400, 'InputError', 'refuses'],
      ['a broken portal', 500, 'Error', 'in trouble'],
      ['a portal that stays busy', 503, 'ServiceUnavailableError', 'trouble'],
    ])('ends with 2 for %s', async (_, status, name, said) => {
      portal.answerWith(errorAnswer(status, name, 'because'));
      const { code, stdout, stderr } = await cli.run(gate(), { env });
      expect(code).toBe(2);
      expect(stderr).toContain(said);
      expect(stdout + stderr).not.toContain(token);
    });

    it('ends with 2 when there is no portal, no answer of a gate, or no plan', async () => {
      const nowhere = { ...env, COUNTERSIGN_URL: 'http://127.0.0.1:9' };
      const unreachable = await cli.run(
        ['change', 'gate', '--change', 'CHG0000042'],
        { env: nowhere },
      );
      expect(unreachable.code).toBe(2);
      expect(unreachable.stderr).toContain('cannot be reached');

      portal.answerWith({ status: 200, json: { hello: 'world' } });
      expect((await cli.run(gate(), { env })).code).toBe(2);

      const cut = readFileSync(fixture('sensitive'), 'utf8').slice(0, 2500);
      const truncated = await cli.run(
        ['change', 'gate', '--plan', cli.write('cut-plan.json', cut)],
        { env },
      );
      expect(truncated.code).toBe(2);
      expect(truncated.stderr).toContain('cut off');
      expect(truncated.stderr).not.toContain('secret');

      expect((await cli.run(['change', 'gate'], { env })).code).toBe(2);
      const noUrl = await cli.run(gate(), { env: {} });
      expect(noUrl.code).toBe(2);
      expect(noUrl.stderr).toContain('COUNTERSIGN_URL');
    });
  });

  describe('deployment report', () => {
    const report = (...more: string[]) => [
      'deployment',
      'report',
      '--change',
      'CHG0000042',
      '--environment',
      'production',
      '--outcome',
      'succeeded',
      '--plan',
      fixture('update'),
      '--started-at',
      '2026-11-24T21:05:00Z',
      '--finished-at',
      '2026-11-24T21:16:00Z',
      ...more,
    ];
    const answer = {
      status: 201,
      json: {
        externalId: 'run-17',
        changeNumber: 'CHG0000042',
        reconciliation: {
          verdict: 'scope_exceeded',
          reasons: ['The plan deployed is not the approved one.'],
          retrospectiveChange: 'CHG0000077',
        },
        links,
      },
    };

    it('reports it, repeatably, and prints the verdict', async () => {
      portal.answerWith(errorAnswer(502, 'BadGateway', 'restarting'), answer);
      const { code, stdout } = await cli.run(
        report('--external-id', 'run-17'),
        { env },
      );
      expect(code).toBe(0);
      expect(stdout).toContain('scope exceeded');
      expect(stdout).toContain('not the approved one');
      for (const [number, link] of Object.entries(links)) {
        expect(stdout).toContain(`${number} (${link})`);
      }
      expect(portal.received).toHaveLength(2);
      expect(portal.received[1].body).toMatchObject({
        externalId: 'run-17',
        change: 'CHG0000042',
        outcome: 'succeeded',
        planDigest: expect.stringMatching(/^sha256:/),
      });
    });

    it('says when the commit was made, as git has it, and leaves out a time that cannot be right', async () => {
      const clone = mkdtempSync(join(cli.folder, 'clone-'));
      const git = (...args: string[]) =>
        execFileSync('git', args, {
          cwd: clone,
          encoding: 'utf8',
          env: {
            ...process.env,
            GIT_AUTHOR_DATE: '2026-11-20T08:00:00Z',
            GIT_COMMITTER_DATE: '2026-11-23T10:00:00+01:00',
          },
        });
      git('init', '--quiet');
      const identity = ['-c', 'user.name=Ada', '-c', 'user.email=a@b.example'];
      git(...identity, 'commit', '--quiet', '--allow-empty', '-m', 'Raise it');
      const head = git('rev-parse', 'HEAD').trim();
      const reportFrom = (...more: string[]) =>
        cli.run(report('--external-id', 'run-18', '--commit', head, ...more), {
          env: { ...env, PATH: process.env.PATH! },
          cwd: clone,
        });
      portal.answerWith(answer, answer);
      expect((await reportFrom()).code).toBe(0);
      expect(portal.received[0].body.committedAt).toBe(
        '2026-11-23T10:00:00+01:00',
      );
      const earlier = await reportFrom('--started-at', '2026-11-23T08:00:00Z');
      expect(earlier.code).toBe(0);
      expect(earlier.stderr).toMatch(/The report goes without it/);
      expect(portal.received[1].body).not.toHaveProperty('committedAt');
      const wrong = await reportFrom('--committed-at', '2026-11-24T22:00:00Z');
      expect(wrong.code).toBe(2);
      expect(wrong.stderr).toMatch(/committedAt: is after the deployment/);
    });

    it('names the deployment by the run of the pipeline, or asks for a name', async () => {
      portal.answerWith(answer);
      await cli.run(report(), {
        env: { ...env, GITHUB_REPOSITORY: 'acme/infra', GITHUB_RUN_ID: '17' },
      });
      expect(portal.received[0].body.externalId).toBe('acme/infra/17');
      const nameless = await cli.run(report(), { env });
      expect(nameless.code).toBe(2);
      expect(nameless.stderr).toContain('--external-id');
    });
  });

  it('reads a plan from stdin, and shows help with examples', async () => {
    const plan = readFileSync(fixture('modules'), 'utf8');
    const digest = await cli.run(['plan', 'digest', '-'], { stdin: plan });
    expect(digest).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^sha256:[0-9a-f]{64}\n$/),
    });
    for (const command of [
      [],
      ['change', 'submit'],
      ['change', 'gate'],
      ['deployment', 'report'],
      ['plan', 'digest'],
      ['verify'],
    ]) {
      const help = await cli.run([...command, '--help']);
      expect(help.code).toBe(0);
      expect(help.stdout).toContain('$ ');
    }
  });
});
