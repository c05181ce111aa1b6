import { createHash } from 'crypto';
import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { BuiltCli } from '../../__testUtils__/cli';
import { Answer, errorAnswer, FakePortal } from '../../__testUtils__/portal';

jest.setTimeout(120_000);

const pack = Buffer.from('the bytes of a pack');
const sha256 = `sha256:${createHash('sha256').update(pack).digest('hex')}`;

const report: Answer = {
  status: 200,
  json: {
    report: {
      parameters: [
        { name: 'quarter', title: 'Quarter', type: 'quarter', required: true },
        { name: 'clusters', title: 'Clusters', type: 'list', required: false },
      ],
    },
    timeZone: 'Europe/Berlin',
  },
};
const run = (state: string, more: object = {}): Answer => ({
  status: state === 'queued' ? 201 : 200,
  json: {
    run: { number: 'RUN0000042', state, phase: 'snapshot', ...more },
    deliveries: [{ recipient: 'audit@example.com', state: 'sent' }],
    pack: { size: pack.length, sha256 },
    links: {
      RUN0000042: 'https://portal.example.com/evidence/runs/RUN0000042',
    },
  },
});
const completed = run('completed', { resultRows: 12, violations: 3 });

/** The quarter that goes on by the clocks of the report, counted from the year 0. */
function quarterInBerlin(): number {
  const [year, month] = new Intl.DateTimeFormat('sv-SE', {
    ...{ timeZone: 'Europe/Berlin', year: 'numeric', month: '2-digit' },
  })
    .format(new Date())
    .split('-')
    .map(Number);
  return year * 4 + Math.ceil(month / 3);
}

describe('countersign report run', () => {
  const cli = new BuiltCli();
  let portal: FakePortal;
  beforeAll(async () => {
    portal = await FakePortal.start();
  });
  afterAll(async () => {
    await portal.stop();
    cli.dispose();
  });

  const reportRun = (...args: string[]) =>
    cli.run(['report', 'run', 'access', '--every', '10ms', ...args], {
      env: { COUNTERSIGN_URL: portal.url, COUNTERSIGN_TOKEN: 't0ken' },
    });

  it('waits, through an outage of the portal too, and writes the pack as the portal keeps it', async () => {
    portal.answerWith(
      ...[report, run('queued'), run('running')],
      ...Array<Answer>(5).fill(errorAnswer(503, 'Error', 'It starts')),
      ...[completed, { status: 200, bytes: pack }],
    );
    const { code, stdout, stderr } = await reportRun(
      ...['--parameter', 'quarter=2026Q3', '--parameter', 'clusters=a'],
      ...['--parameter', 'clusters=b', '--no-deliver', '--out', 'pack.zip'],
    );
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `RUN0000042 (https://portal.example.com/evidence/runs/RUN0000042) is complete: 12 rows, 3 violations.
  audit@example.com: sent
  Pack  ${sha256}
`,
    });
    expect(stderr).toContain('It starts');
    expect(readFileSync(join(cli.folder, 'pack.zip'))).toEqual(pack);
    const [, asked] = portal.received;
    expect(asked).toMatchObject({
      method: 'POST',
      path: '/api/compliance-evidence/runs',
      headers: { authorization: 'Bearer t0ken' },
      body: {
        report: 'access',
        parameters: { quarter: '2026Q3', clusters: ['a', 'b'] },
        deliver: false,
      },
    });
  });

  it('asks for the last period that is over, and for the same run under the same key', async () => {
    const keys: unknown[] = [];
    for (const key of ['job-1', 'job-1', 'job-2']) {
      portal.answerWith(report, completed);
      const before = quarterInBerlin();
      const { code } = await reportRun('--last-period', '--key', key);
      expect(code).toBe(0);
      const [, { headers, body }] = portal.received;
      keys.push(headers['idempotency-key']);
      const { quarter } = body.parameters as { quarter: string };
      const [year, number] = quarter.split('Q').map(Number);
      // One may begin while it is asked.
      expect([before - 1, quarterInBerlin() - 1]).toContain(year * 4 + number);
    }
    expect(keys[0]).toBe(keys[1]);
    expect(keys[2]).not.toBe(keys[0]);
  });

  it.each<[string, Answer[], string[], number, RegExp]>([
    [
      'the run failed',
      [
        report,
        run('failed', {
          failure: {
            phase: 'snapshot',
            problem: 'ticketing gave no snapshot',
            remedy: 'Take it up again.',
          },
        }),
      ],
      [],
      1,
      /failed in its phase snapshot: ticketing gave no snapshot\n {2}→ Take it up again\./,
    ],
    [
      'the quarter is wrong',
      [report, errorAnswer(400, 'InputError', 'quarter: such as 2026Q3')],
      [],
      1,
      /quarter: such as 2026Q3/,
    ],
    [
      'it takes too long',
      [report, run('queued'), run('running')],
      ['--timeout', '30ms'],
      2,
      /RUN0000042 goes on/,
    ],
    [
      'the pack arrives otherwise',
      [report, completed, { status: 200, bytes: Buffer.from('half') }],
      ['--out', 'half.zip'],
      2,
      /did not arrive as the portal keeps it/,
    ],
    [
      'a parameter is given without a value',
      [report],
      ['--parameter', 'quarter'],
      2,
      /is not like quarter=2026Q3/,
    ],
  ])('says so where %s', async (_, answers, args, expected, said) => {
    portal.answerWith(...answers);
    const { code, stdout, stderr } = await reportRun(...args);
    expect(code).toBe(expected);
    expect(stdout + stderr).toMatch(said);
    expect(existsSync(join(cli.folder, 'half.zip'))).toBe(false);
  });
});
