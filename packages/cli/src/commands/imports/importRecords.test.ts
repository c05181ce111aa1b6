import { createHash } from 'crypto';
import { readFileSync } from 'fs';
import { resolve } from 'path';
import { BringRecords } from '@countersign/plugin-governance-common';
import { BuiltCli } from '../../__testUtils__/cli';
import { errorAnswer, FakePortal } from '../../__testUtils__/portal';

jest.setTimeout(240_000);

/** Those that the guide shows. */
const samples = resolve(__dirname, '../../../../../docs/guides/moving-in');
const guide = readFileSync(`${samples}.md`, 'utf8');

describe('countersign import', () => {
  const cli = new BuiltCli();
  let portal: FakePortal;
  beforeAll(async () => {
    portal = await FakePortal.start();
  });
  afterAll(async () => {
    await portal.stop();
    cli.dispose();
  });
  const run = (...args: string[]) =>
    cli.run(['import', ...args], { cwd: samples });

  it.each([
    ['servicenow-changes.yaml', 'servicenow-changes.json', 1],
    ['jira-incidents.yaml', 'jira-incidents.json', 0],
    ['problems.yaml', 'problems.csv', 1],
  ])(
    'says of the samples of the guide, %s, what the guide shows',
    async (mapping, file, expected) => {
      const { code, stdout, stderr } = await run(
        '--mapping',
        mapping,
        '--dry-run',
        file,
      );
      expect([code, stderr]).toEqual([expected, '']);
      expect(guide).toContain(stdout.trimEnd());
    },
  );

  it('brings what can be taken over, and says what the portal made of it', async () => {
    portal.answerWith({
      status: 200,
      json: {
        records: [
          ...['PRB-7', 'PRB-9'].map((foreignNumber, i) => ({
            ...{ row: i + 2, foreignNumber, number: `IMP000000${i + 1}` },
            outcome: ['new', 'differs'][i],
            differences: [[], ['state']][i],
            problems: [],
          })),
        ],
      },
    });
    const { code, stdout } = await run(
      ...['--mapping', 'problems.yaml', '--url', portal.url, 'problems.csv'],
    );
    expect(code).toBe(1);
    expect(stdout).toContain('imported  1\n');
    expect(stdout).toContain('row 3, PRB-9: state');
    const [{ method, path, body }] = portal.received;
    expect([method, path]).toEqual([
      'POST',
      '/api/incident-management/imported-problems',
    ]);
    const { records, ...brought } = body as unknown as BringRecords;
    const bytes = readFileSync(resolve(samples, 'problems.csv'));
    expect(brought).toEqual({
      system: 'spreadsheet',
      dryRun: false,
      update: false,
      file: {
        name: 'problems.csv',
        digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
      },
    });
    expect(records.map(({ row, number }) => [row, number])).toEqual([
      [2, 'PRB-7'],
      [3, 'PRB-9'],
    ]);
    expect(records[1].content).toMatchObject({
      openedAt: '2025-10-12T06:40:00.000Z',
      items: [
        'component:default/invoicing-batch',
        'resource:default/orders-db',
      ],
    });
  });

  it('says which key of a mapping is wrong, on which line, and what was meant', async () => {
    cli.write(
      'typo.yaml',
      'kind: change\nsystem: x\nformat: csv\nfeilds: {}\n',
    );
    const { code, stderr } = await cli.run(
      ['import', '--mapping', 'typo.yaml', '--dry-run', '-'],
      { stdin: 'a\n1\n' },
    );
    expect(code).toBe(2);
    expect(stderr).toContain('typo.yaml is no mapping.');
    expect(stderr).toContain('no feilds (did you mean fields?)');
  });

  it('says which column no row has', async () => {
    const { code, stderr } = await cli.run(
      ['import', '--mapping', resolve(samples, 'problems.yaml'), '-'],
      {
        stdin:
          'Numbr,Title,Status,Opened,Closed,Owner,Service,Root cause\n1,2,3,4,5,6,7,8\n',
      },
    );
    expect(code).toBe(2);
    expect(stderr).toContain(
      'fields.number: no row has Number (did you mean Numbr?)',
    );
  });

  it('says why the portal refuses it all', async () => {
    portal.answerWith(
      errorAnswer(403, 'NotAllowedError', 'You may not import problems.'),
    );
    const { code, stderr } = await run(
      ...['--mapping', 'problems.yaml', '--url', portal.url, 'problems.csv'],
    );
    expect(code).toBe(2);
    expect(stderr).toContain('You may not import problems.');
  });
});
