import { readParameters, parameterRows } from './parameters';
import { problemLine } from './problems';
import { readReport } from './readReport';

const query = `-- name: open
-- description: What is open
-- owner: group:default/sre
-- version: 1
SELECT 1
`;
const yaml = `apiVersion: countersign.dev/v1
kind: Report
metadata: { name: access, title: Access, description: Who may what, owner: sre }
spec:
  timeZone: Europe/Berlin
  parameters:
    - { name: quarter, title: Quarter, type: quarter }
    - { name: clusters, title: Clusters, type: list, choices: [ledger, billing], default: [ledger] }
  sources:
    - name: grants
      title: Grants
      source: iam-logs
      query: { name: grants, text: 'from \${period_start}' }
      columns:
        - { name: id, type: text }
        - { name: note, type: text, required: false }
      key: [id]
  questions:
    - { name: open, title: Open, file: queries/open.sql, severity: low, answers: violations, key: [id] }
  formats: [json]
  retentionDays: 10
`;

const read = (text = yaml, files: Record<string, string> = {}) =>
  readReport(
    new Map(
      Object.entries({
        'report.yaml': text,
        'queries/open.sql': query,
        ...files,
      }).map(([path, content]) => [path, new TextEncoder().encode(content)]),
    ),
  );
const problemsOf = (from: string, to: string) =>
  read(yaml.replace(from, to)).problems.map(problemLine);

describe('a report as code', () => {
  it('may ask nothing, and then has nothing to write but JSON', () => {
    const snapshots = yaml.replace(/ {2}questions:[^]*(?= {2}formats)/, '');
    expect(read(snapshots).problems).toEqual([]);
    const { problems } = read(snapshots.replace('[json]', '[json, pdf]'));
    expect(problems.map(problemLine)).toEqual([
      expect.stringMatching(
        /^report.yaml:18: spec.formats\[1\]: must be json: without questions/,
      ),
    ]);
  });

  it('is read with its files, and has a digest over each of them', () => {
    const { report, problems } = read();
    expect(problems).toEqual([]);
    expect(report?.definition.spec.sources[0].columns[0]).toEqual({
      name: 'id',
      type: 'text',
      required: true,
    });
    const other = read(yaml, { 'notes.md': 'x' }).report;
    expect(other?.digest).not.toBe(report?.digest);
    expect(read().report?.digest).toBe(report?.digest);
  });

  it.each([
    [
      'kind: Report',
      'kind: Repot',
      'report.yaml:2: kind: must be Report (definition)',
    ],
    [
      'key: [id]\n  questions',
      'key: [ids]\n  questions',
      'report.yaml:17: spec.sources[0].key[0]: there is no column ids (did you mean id?) (definition)',
    ],
    [
      'key: [id]\n  questions',
      'key: [note]\n  questions',
      'report.yaml:17: spec.sources[0].key[0]: note may be empty; a column of a key is required (definition)',
    ],
    [
      '${period_start}',
      '${period_begin}',
      'report.yaml:13: spec.sources[0].query.text: asks for ${period_begin}, which no parameter is',
    ],
    [
      'name: note',
      'name: evidence_id',
      'report.yaml:16: spec.sources[0].columns[1].name: must not be evidence_id',
    ],
    [
      'name: grants\n',
      'name: Grants\n',
      'report.yaml:10: spec.sources[0].name: must be a lower-case name for SQL',
    ],
    [
      'queries/open.sql',
      '../open.sql',
      'report.yaml:19: spec.questions[0].file: has the part ".."',
    ],
    [
      'queries/open.sql',
      'queries/opened.sql',
      'there is no file queries/opened.sql in the folder of the report (did you mean queries/open.sql?) (file)',
    ],
    [
      'retentionDays',
      'retentionDay',
      'there is no retentionDay (did you mean retentionDays?)',
    ],
    [
      'formats: [json]',
      'formats: [xlsx]',
      'report.yaml:20: spec.formats: has xlsx, which needs the template that it fills (definition)',
    ],
    [
      'type: list',
      'type: day',
      'spec.parameters[1].choices: cannot be given for a day',
    ],
    [
      'default: [ledger]',
      'default: [leger]',
      '"leger" is not one of the choices (did you mean ledger?): ledger, billing',
    ],
    [
      'Europe/Berlin',
      'Europe/Bärlin',
      'report.yaml:5: spec.timeZone: must be a time zone such as Europe/Berlin or UTC (definition)',
    ],
    [
      'key: [id]\n  questions',
      'key: [id]\n      readAs: billing\n  questions',
      'read as billing there is no field id',
    ],
    ['kind: Report', 'kind: [', 'report.yaml:'],
  ])('with %j as %j says %s', (from, to, line) => {
    expect(problemsOf(from, to).join('\n')).toContain(line);
  });

  it('names what the head of a query lacks', () => {
    const lines = (text: string) =>
      read(yaml, { 'queries/open.sql': text }).problems.map(problemLine);
    expect(lines(query.replace('-- owner: group:default/sre\n', ''))).toEqual([
      'queries/open.sql:1: lacks its owner: write a comment such as "-- owner: group:default/sre" before the query (query-header)',
    ]);
    expect(lines(query.replace('version: 1', 'version: new'))).toEqual([
      'queries/open.sql:4: has the version "new"; versions are numbers such as 1 or 1.2.0 (query-header)',
    ]);
    expect(lines(query.replace('name: open', 'name: closed')).join()).toContain(
      'has the name closed, but it answers the question open',
    );
  });
});

describe('parameters', () => {
  const definition = read().report!.definition;

  it('turn a quarter into instants of the time zone of the report', () => {
    const { values, period, problems } = readParameters(definition, {
      quarter: '2026Q4',
    });
    expect(problems).toEqual([]);
    // Clocks go back in between.
    expect(parameterRows(definition, values, period)).toEqual([
      ['quarter', '1', '2026Q4'],
      ['clusters', '1', 'ledger'],
      ['period_start', '1', '2026-09-30T22:00:00.000Z'],
      ['period_end', '1', '2026-12-31T23:00:00.000Z'],
    ]);
  });

  it.each([
    [{}, 'quarter is missing'],
    [
      { quarter: '2026Q5' },
      'quarter must be a quarter such as 2026Q3, not "2026Q5"',
    ],
    [
      { quarter: '0001Q1' },
      'quarter must be a quarter such as 2026Q3, not "0001Q1"',
    ],
    [
      { quarter: '2026Q3', clusters: 'ledger' },
      'clusters must be a list of texts',
    ],
    [{ quarter: '2026Q3', clusters: [] }, 'clusters must name at least one'],
    [
      { quarter: '2026Q3', clusters: ['bilings'] },
      'clusters "bilings" is not one of the choices (did you mean billing?): ledger, billing',
    ],
    [
      { quarter: '2026Q3', clusters: ['ledger', 'ledger'] },
      'clusters names ledger twice',
    ],
    [
      { quarter: '2026Q3', cluster: ['ledger'] },
      'cluster is no parameter of this report (did you mean clusters?); it has quarter, clusters',
    ],
  ])('%j: %s', (given, problem) => {
    expect(
      readParameters(definition, given).problems.map(
        ({ name, message }) => `${name} ${message}`,
      ),
    ).toEqual([problem]);
  });
});
