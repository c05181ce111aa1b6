import { createHash } from 'crypto';
import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { honestStory } from '@countersign/plugin-change-management-common/testUtils';
import { BuiltCli, nodes } from '../../__testUtils__/cli';
import { TestLog } from '../../__testUtils__/log';

// Each test starts processes, on a machine that may be busy.
jest.setTimeout(240_000);

const subject = 'CHG0000042';

/** The story among entries of other changes, as in a real log. */
function log(story: LedgerEntry[] = honestStory(), origin?: string): TestLog {
  return new TestLog(
    story.flatMap((entry, i) => [
      {
        ...entry,
        id: `11111111-0000-4000-8000-${String(i).padStart(12, '0')}`,
        subject: `CHG00001${String(i).padStart(2, '0')}`,
      },
      entry,
    ]),
    origin,
  );
}

describe('countersign verify', () => {
  let cli: BuiltCli;

  beforeAll(() => {
    cli = new BuiltCli();
  });
  afterAll(() => cli.dispose());

  it.each(nodes())(
    'proves an honest story offline, on Node $version',
    async ({ path }) => {
      const honest = log();
      const file = cli.write('honest.json', await honest.bundle(subject));
      const { code, stdout, stderr } = await cli.run(
        ['verify', file, '--key', honest.key],
        { node: path },
      );

      expect(stderr).toBe('');
      expect(code).toBe(0);
      expect(stdout).toContain('PROVEN');
      expect(stdout).toContain(honest.key);
      expect(stdout).toContain(
        `${subject}  Raise the checkout database tier (closed)`,
      );
      expect(stdout.match(/✔/g)).toHaveLength(15);
      expect(stdout).toContain('What this cannot show');
    },
  );

  it('proves that an incident and the change that caused it agree, each by its own log', async () => {
    const change = log();
    const { subjectDigest } = honestStory().find(
      ({ type }) => type === 'change.approved',
    )!.data as { subjectDigest: string };
    const incident = (digest: string) => {
      const entry = (type: string, id: string, data: LedgerEntry['data']) => ({
        id: `22222222-0000-4000-8000-${id.padStart(12, '0')}`,
        type,
        subject: 'INC0000007',
        actor: 'user:default/olive',
        occurredAt: '2026-11-26T10:00:00.000Z',
        data,
      });
      return new TestLog([
        entry('incident.opened', '1', {
          ...{ rules: 1, title: 'Payments are slow', source: 'person' },
          entities: ['component:default/checkout'],
          ...{ impact: 'high', urgency: 'high', triage: false, drill: false },
          started: '2026-11-26T09:50:00.000Z',
          detected: '2026-11-26T10:00:00.000Z',
          ...{ alerts: [], firing: 0 },
        }),
        entry('incident.cause_confirmed', '2', {
          change: { number: subject, digest },
          reason: 'It went away with it.',
        }),
      ]);
    };
    const verify = async (digest: string) => {
      const caused = incident(digest);
      return cli.run([
        'verify',
        cli.write('change.json', await change.bundle(subject)),
        cli.write('incident.json', await caused.bundle('INC0000007')),
        ...['--key', change.key, '--key', caused.key],
      ]);
    };
    const agreed = await verify(subjectDigest);
    expect(agreed.stdout).toContain(
      `✔ INC0000007: ${subject} is on record as it was relied on.`,
    );
    expect(agreed.code).toBe(0);
    const differs = await verify(`sha256:${'0'.repeat(64)}`);
    expect(differs.stdout).toContain(
      `✘ INC0000007: ${subject} never was as it was relied on`,
    );
    expect(differs.code).toBe(1);

    // As a page saves them: one file, a bundle a line. Nothing is lost by it, and nothing slips through.
    const caused = incident(subjectDigest);
    const bundles = [
      await caused.bundle('INC0000007'),
      await change.bundle(subject),
    ];
    const together = (text: string) =>
      cli.run([
        ...['verify', cli.write('INC0000007.chain.evidence.json', text)],
        ...['--key', change.key, '--key', caused.key],
      ]);
    const chain = await together(bundles.join(''));
    expect(chain.stdout).toMatch(/chain\.evidence\.json \(1 of 2\): PROVEN/);
    expect(chain.stdout).toContain(
      `✔ INC0000007: ${subject} is on record as it was relied on.`,
    );
    expect(chain.code).toBe(0);
    const bent = await together(
      bundles.join('').replace('As planned.', 'As desired.'),
    );
    expect(bent.stdout).toMatch(/\(1 of 2\): PROVEN/);
    expect(bent.stdout).toMatch(/\(2 of 2\): NOT PROVEN/);
    expect(bent.code).toBe(1);
    expect((await together(bundles.join('').slice(0, -9))).code).toBe(2);
  });

  it('holds what was received of an alert against the incident that rests on it', async () => {
    const body = '{"status":"firing"}';
    const id = '33333333-0000-4000-8000-000000000001';
    const at = '2026-11-26T10:00:00.000Z';
    const incident = new TestLog([
      {
        id: '22222222-0000-4000-8000-000000000001',
        type: 'incident.opened',
        subject: 'INC0000007',
        actor: 'plugin:incident-management',
        occurredAt: at,
        data: {
          ...{ rules: 1, title: 'Payments are slow', source: 'alert' },
          entities: ['component:default/checkout'],
          ...{ impact: 'high', urgency: 'high', triage: false, drill: false },
          ...{ started: at, detected: at, firing: 1 },
          alerts: [
            {
              ...{ alert: 'prometheus/a', id, startedAt: at, receivedAt: at },
              payload: `sha256:${createHash('sha256')
                .update(body)
                .digest('hex')}`,
            },
          ],
        },
      },
    ]);
    const bundle = cli.write(
      'alert-incident.json',
      await incident.bundle('INC0000007'),
    );
    const verify = (...payloads: string[]) =>
      cli.run(['verify', bundle, ...payloads, '--key', incident.key]);
    const received = (text: string) =>
      cli.write(
        'received.payloads.json',
        JSON.stringify({ of: id, payloads: [{ body: text }] }),
      );
    const absent = await verify();
    expect(absent.stdout).toContain('– 1 of 1: no file here has what');
    expect(absent.code).toBe(0);
    const agrees = await verify(received(body));
    expect(agrees.stdout).toContain('✔ 1 of 1: as it was relied on.');
    expect(agrees.code).toBe(0);
    const differs = await verify(received(`${body} `));
    expect(differs.stdout).toContain(
      `✘ INC0000007: what was received of prometheus/a (${id}) never was`,
    );
    expect(differs.code).toBe(1);
  });

  it('says which claim a forged story fails, though its log is sound', async () => {
    const forged = log(
      honestStory().map(entry =>
        entry.type === 'change.approved'
          ? {
              ...entry,
              actor: 'user:default/dana',
              data: {
                ...(entry.data as object),
                approver: 'user:default/dana',
              } as LedgerEntry['data'],
            }
          : entry,
      ),
    );
    const file = cli.write('forged.json', await forged.bundle(subject));
    const { code, stdout } = await cli.run([
      'verify',
      file,
      '--key',
      forged.key,
    ]);

    expect(code).toBe(1);
    expect(stdout).toContain('NOT PROVEN');
    expect(stdout).toMatch(/✘ Nobody approved .*\n.*the requester/);
  });

  it('does not believe a bundle that was altered, nor a key nobody gave', async () => {
    const honest = log();
    const bundle = await honest.bundle(subject);
    const altered = cli.write(
      'altered.json',
      bundle.replace('As planned.', 'As desired.'),
    );
    const intact = cli.write('intact.json', bundle);

    const tampered = await cli.run(['verify', altered, '--key', honest.key]);
    expect(tampered.code).toBe(1);
    expect(tampered.stdout).toContain('NOT PROVEN');

    const keyless = await cli.run(['verify', intact]);
    expect(keyless.code).toBe(1);
    expect(keyless.stdout).toContain('NOT TRUSTED');
    expect(keyless.stdout).toContain('--key');

    const otherKey = await cli.run(['verify', intact, '--key', log().key]);
    expect(otherKey.code).toBe(1);

    const fromEnvironment = await cli.run(['verify', intact], {
      env: { COUNTERSIGN_KEYS: `${log().key} ${honest.key}` },
    });
    expect(fromEnvironment.code).toBe(0);
  });

  it('holds the log against a checkpoint kept from earlier', async () => {
    const honest = log();
    const file = cli.write('grown.json', await honest.bundle(subject, 5));
    const older = cli.write('older.txt', await honest.checkpoint(5));
    const other = cli.write('other.txt', await honest.checkpoint(7));
    const run = (checkpoint: string) =>
      cli.run([
        'verify',
        file,
        '--key',
        honest.key,
        '--older-checkpoint',
        checkpoint,
      ]);

    const grown = await run(older);
    expect(grown.code).toBe(0);
    expect(grown.stdout).toContain('older checkpoint of 5 entries');
    expect((await run(other)).code).toBe(1);
  });

  it('holds each log against its own checkpoint, and says where one is of none of them', async () => {
    const [one, other] = ['example.com/one', 'example.com/other'].map(origin =>
      log(honestStory(), origin),
    );
    const bundles = [
      cli.write('log-one.json', await one.bundle(subject, 5)),
      cli.write('log-other.json', await other.bundle(subject, 7)),
    ];
    const kept = {
      one: cli.write('one-5.txt', await one.checkpoint(5)),
      other: cli.write('other-7.txt', await other.checkpoint(7)),
      elsewhere: cli.write(
        'elsewhere.txt',
        await log(honestStory(), 'example.com/elsewhere').checkpoint(5),
      ),
      forked: cli.write(
        'forked.txt',
        await log(honestStory().slice(1), 'example.com/other').checkpoint(7),
      ),
    };
    const run = (...checkpoints: string[]) =>
      cli.run([
        'verify',
        ...bundles,
        ...[one.key, other.key].flatMap(key => ['--key', key]),
        ...checkpoints.flatMap(file => ['--older-checkpoint', file]),
      ]);

    const both = await run(kept.other, kept.one);
    expect([both.code, both.stderr]).toEqual([0, '']);
    expect(both.stdout).toContain('older checkpoint of 5 entries');
    expect(both.stdout).toContain('older checkpoint of 7 entries');
    // That of one log says nothing of the other.
    expect((await run(kept.one)).code).toBe(0);

    const forked = await run(kept.one, kept.forked);
    expect(forked.code).toBe(1);
    expect(forked.stdout).toMatch(/log-one.json: PROVEN/);
    expect(forked.stdout).toMatch(/log-other.json: NOT PROVEN/);

    for (const [files, said] of [
      [
        [kept.elsewhere],
        'elsewhere.txt is a checkpoint of the log example.com/elsewhere, and no bundle here is of that log: they are of example.com/one, example.com/other.',
      ],
      [
        [kept.other, kept.forked],
        'are both checkpoints of the log example.com/other: give one for each log.',
      ],
      [[bundles[0]], 'log-one.json is no checkpoint of a log'],
    ] as const) {
      const { code, stderr } = await run(...files);
      expect(code).toBe(2);
      expect(stderr).toContain(said);
    }
  });

  it('prints what it found as JSON, for several bundles', async () => {
    const honest = log();
    const file = cli.write('one.json', await honest.bundle(subject));
    const { code, stdout } = await cli.run([
      'verify',
      file,
      file,
      '--key',
      honest.key,
      '--json',
    ]);

    expect(code).toBe(0);
    const found = JSON.parse(stdout);
    expect(found).toHaveLength(2);
    expect(found[0]).toMatchObject({
      proven: true,
      stories: [{ subject, holds: true, rules: 2 }],
      limits: expect.arrayContaining([expect.any(String)]),
    });
  });

  it('cannot read what is missing, cut off or no bundle, or a key that is none', async () => {
    const honest = log();
    const bundle = await honest.bundle(subject);
    const cut = cli.write('cut.json', bundle.slice(0, 500));
    const missing = await cli.run(['verify', 'nowhere.json']);
    expect(missing.code).toBe(2);
    expect(missing.stderr).toContain('nowhere.json');
    expect((await cli.run(['verify', cut, '--key', honest.key])).code).toBe(2);
    expect((await cli.run(['verify'])).code).toBe(2);
    const noKey = await cli.run([
      'verify',
      cli.write('whole.json', bundle),
      '--key',
      'rubbish',
    ]);
    expect(noKey.code).toBe(2);
    expect(noKey.stderr).toContain('cannot be read');
  });

  it('does not let a bundle drive the terminal', async () => {
    const story = honestStory();
    story[0] = {
      ...story[0],
      data: {
        ...(story[0].data as object),
        title: 'Nice\u001b[2Jtitle',
      } as LedgerEntry['data'],
    };
    const odd = log(story);
    const file = cli.write('odd.json', await odd.bundle(subject));
    const { stdout } = await cli.run(['verify', file, '--key', odd.key]);
    expect(stdout).toContain('title');
    expect(stdout).not.toContain('\u001b');
  });
});
