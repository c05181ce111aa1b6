import { mkdirSync } from 'fs';
import {
  accessReport,
  accessSnapshots,
} from '../../__testUtils__/accessReport';
import { BuiltCli } from '../../__testUtils__/cli';

jest.setTimeout(240_000);

describe('countersign report', () => {
  const cli = new BuiltCli();
  afterAll(() => cli.dispose());

  const writeReport = (
    folder: string,
    changes: Record<string, string> = {},
  ) => {
    mkdirSync(`${cli.folder}/${folder}/queries`, { recursive: true });
    Object.entries({ ...accessReport, ...changes }).forEach(([path, text]) =>
      cli.write(`${folder}/${path}`, text),
    );
  };
  const writeData = (folder: string, data = accessSnapshots) => {
    mkdirSync(`${cli.folder}/${folder}`, { recursive: true });
    cli.write(`${folder}/grants.csv`, data.grants);
    cli.write(`${folder}/tickets.pages.ndjson`, data.tickets);
  };

  it('lint names the line of what is wrong in the definition and in a query, and what would be right', async () => {
    writeReport('good');
    writeReport('wrong', {
      'report.yaml': accessReport['report.yaml'].replace(
        'key: [ticket]',
        'key: [tickt]',
      ),
    });
    writeReport('clock', {
      'queries/grants.sql': accessReport['queries/grants.sql'].replace(
        'ORDER BY',
        'WHERE g.granted_at < now()\nORDER BY',
      ),
    });
    const good = await cli.run(['report', 'lint', 'good']);
    expect(good).toEqual({
      code: 0,
      stdout: 'good: access works, 2 questions.\n',
      stderr: '',
    });
    const { code, stdout } = await cli.run([
      'report',
      'lint',
      'wrong',
      'clock',
    ]);
    expect(code).toBe(1);
    expect(stdout).toContain(
      'wrong/report.yaml:31: spec.sources[1].key[0]: there is no column tickt (did you mean ticket?) (definition)',
    );
    expect(stdout).toContain(
      "clock/queries/grants.sql:8:22: the function now is not in the portable profile: use the parameter of the run: (SELECT value::timestamptz FROM parameters WHERE name = 'period_end') (clock)",
    );
  });

  it('try answers the questions on sample data', async () => {
    writeReport('tried');
    writeData('data');
    const { code, stdout, stderr } = await cli.run([
      ...['report', 'try', 'tried', '--data', 'data'],
      ...['--parameter', 'quarter=2026Q3', '--rows', '1'],
    ]);
    expect(stderr).toBe('');
    expect(stdout).toBe(`grants: 3 records.
tickets: 2 records.

grants-without-ticket: Grants that no approved ticket covers: 2 rows.
  grant_id,member,ticket,evidence_id
  G2,ben,,sample-grants
  and 1 more

grants: All grants: 3 rows.
  grant_id,granted_at,cost,evidence_id,ticket_evidence_id
  G1,2026-07-01 08:00:00+00,1.10,sample-grants,sample-tickets
  and 2 more
`);
    expect(code).toBe(0);
  });

  it('try names the parameter, the record or the key that is wrong', async () => {
    writeReport('refused');
    const trying = async (grants: string, quarter = '2026Q3') => {
      writeData('bad', { ...accessSnapshots, grants });
      const { code, stderr } = await cli.run([
        ...['report', 'try', 'refused', '--data', 'bad'],
        ...['--parameter', `quarter=${quarter}`],
      ]);
      expect(code).toBe(1);
      return stderr;
    };
    const { grants } = accessSnapshots;
    expect(await trying(grants, '2026Q5')).toContain(
      'The parameter quarter must be a quarter such as 2026Q3, not "2026Q5".',
    );
    expect(await trying(grants.replace('08:00:00Z', 'noon'))).toContain(
      'Line 3: granted_at must be a date and time with an offset such as 2026-09-30T22:00:00Z, not "2026-08-01Tnoon".',
    );
    expect(await trying(grants.replace('G3', 'G1'))).toContain(
      'several records share the key grant_id: G1,2',
    );
  });
});
