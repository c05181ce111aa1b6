import fc from 'fast-check';
import { DateTime } from 'luxon';
import { importedContentSchema } from '../imported';
import { ImportMapping, readMapping } from './mapping';
import { mapRows, missingColumns } from './mapRows';
import { ExportedRow, readExport } from './readExport';
import { readTime } from './times';

const mappingOf = (text: string): ImportMapping => {
  const read = readMapping(text);
  if (!('mapping' in read)) throw new Error(JSON.stringify(read.problems));
  return read.mapping;
};

const csv = mappingOf(`
kind: change
system: old-desk
format: csv
timeZone: Europe/Berlin
fields:
  number: Number
  title: Title
  description: Text
  state: { from: State, values: { "3": Closed } }
  items: { from: Item, values: { Checkout: component:default/checkout-api } }
  openedAt: Opened
`);

const serviceNow = mappingOf(`
kind: change
system: servicenow
format: servicenow
timeZone: UTC
fields:
  number: number
  title: short_description
  state: state
  requestedBy: requested_by
  items: { from: cmdb_ci, values: { checkout: component:default/checkout-api } }
  openedAt: opened_at
  startedAt: start_date
comments: work_notes
further:
  Approval: approval
`);

const jira = mappingOf(`
kind: incident
system: jira
format: jira
fields:
  number: key
  title: fields.summary
  description: fields.description
  state: fields.status
  items: { from: fields.components, values: { Checkout: component:default/checkout-api } }
  openedAt: fields.created
comments: { from: fields.comment.comments, text: body, by: author.displayName, at: created }
attachments: { from: fields.attachment, name: filename, url: content }
`);

/** A cell as RFC 4180 has it. */
const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
const csvOf = (...rows: string[][]) =>
  rows.map(row => row.map(cell).join(',')).join('\r\n');
const header = ['Number', 'Title', 'Text', 'State', 'Item', 'Opened'];

describe('a mapping', () => {
  it.each([
    [
      'fields.titel',
      /no titel \(did you mean title\?\)/,
      'title: T',
      'titel: T',
    ],
    ['fields.title', /is missing/, '  title: T\n', ''],
    ['kind', /must be one of change, incident, problem/, 'change', 'changes'],
    ['timeZone', /must be an IANA zone/, 'UTC', 'Berlin'],
    [
      'fields.state',
      /no form \(did you mean from\?\)/,
      'state: S',
      'state: { form: S }',
    ],
    [
      'fields.state',
      /either from, a column, or value/,
      'state: S',
      'state: {}',
    ],
  ])(
    'names %s where it is wrong, with what would be right',
    (path, message, right, wrong) => {
      const text = `kind: change
system: old
format: csv
timeZone: UTC
fields:
  number: N
  title: T
  state: S
  openedAt: O
`;
      expect(readMapping(text)).toHaveProperty('mapping');
      const read = readMapping(text.replace(right, wrong));
      const problems = 'problems' in read ? read.problems : [];
      expect(
        problems
          .map(problem => `${problem.path} ${problem.message}`)
          .join('\n'),
      ).toMatch(message);
      expect(problems.some(each => path.startsWith(each.path))).toBe(true);
      expect(problems[0].line).toBeGreaterThan(0);
    },
  );

  it('names the column that no row has, and the one that was meant', () => {
    const rows = readExport(
      csvOf(
        ['Number', 'Titel', 'Text', 'State', 'Item', 'Opened'],
        [...['1', 'A', '', '3', '', '2026-01-01 10:00']],
      ),
      csv,
    );
    expect(missingColumns(rows, csv)).toEqual([
      {
        path: 'fields.title',
        message: 'no row has Title (did you mean Titel?)',
      },
    ]);
  });

  it('does not miss the members of what nobody filled in', () => {
    const rows: ExportedRow[] = [
      {
        row: 1,
        value: {
          key: 'OPS-1',
          fields: {
            ...{ summary: 'A', description: null, status: null },
            ...{ components: [], created: 'x', attachment: [] },
            comment: { comments: [] },
          },
        },
      },
    ];
    expect(missingColumns(rows, jira)).toEqual([]);
  });
});

describe('rows', () => {
  it('of CSV become records, whatever stands in their cells', () => {
    const words = fc
      .string({ unit: 'grapheme', maxLength: 40 })
      .filter(text => !/\0/.test(text));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(words, words), { minLength: 1, maxLength: 8 }),
        texts => {
          const rows = readExport(
            csvOf(
              header,
              ...texts.map(([title, text], i) => [
                ...[`C${i}`, `T${title}`, `D${text}`, '3'],
                ...['Checkout', '2026-07-01 10:00:00'],
              ]),
            ),
            csv,
          );
          expect(rows).toHaveLength(texts.length);
          const { records, problems } = mapRows(rows, csv);
          expect(problems).toEqual([]);
          expect(
            records.map(({ row, number, content }) => [
              ...[row, number, content.title, content.description],
              ...[content.state, content.items, content.openedAt],
            ]),
          ).toEqual(
            texts.map(([title, text], i) => [
              ...[i + 2, `C${i}`, `T${title}`.trim(), `D${text}`.trim()],
              ...['Closed', ['component:default/checkout-api']],
              '2026-07-01T08:00:00.000Z',
            ]),
          );
        },
      ),
    );
  });

  it('are taken over whole or refused with a reason, whatever they hold', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record(
            {
              number: fc.oneof(fc.constantFrom('CHG1', 'CHG2', ''), fc.json()),
              short_description: fc.jsonValue(),
              state: fc.jsonValue(),
              requested_by: fc.jsonValue(),
              cmdb_ci: fc.oneof(fc.constant('checkout'), fc.jsonValue()),
              opened_at: fc.oneof(
                fc.constant('2026-01-02 03:04:05'),
                fc.jsonValue(),
              ),
              start_date: fc.jsonValue(),
              work_notes: fc.jsonValue(),
              approval: fc.constantFrom('approved', '', null),
            },
            { requiredKeys: [] },
          ),
        ),
        values => {
          const rows = values.map((value, i) => ({ row: i + 1, value }));
          const { records, problems } = mapRows(rows, serviceNow);
          const refused = new Set(problems.map(({ row }) => row));
          expect(
            [...records.map(({ row }) => row), ...refused].sort(
              (a, b) => a - b,
            ),
          ).toEqual(rows.map(({ row }) => row));
          for (const { content } of records) {
            expect(importedContentSchema.safeParse(content).success).toBe(true);
          }
          const numbers = records.map(({ number }) => number);
          expect(new Set(numbers).size).toBe(numbers.length);
        },
      ),
    );
  });

  it('name row, column and what is wrong', () => {
    const rows = readExport(
      csvOf(
        header,
        ['C1', 'First', '', '3', '', 'yesterday'],
        ['C2', '', '', '3', '', '2026-03-29 02:30'],
        ['C3', 'Third', '', '3', '', '2026-01-01'],
        ['C3', 'Again', '', '3', '', '2026-01-01'],
        ['two words', 'Fifth', '', '3', '', '2026-01-01'],
      ),
      csv,
    );
    const { records, problems } = mapRows(rows, csv);
    expect(records.map(({ row }) => row)).toEqual([4]);
    expect(
      problems.map(
        ({ row, column, message }) => `${row} ${column}: ${message}`,
      ),
    ).toEqual([
      expect.stringMatching(/^2 Opened: yesterday is no time such as/),
      expect.stringMatching(/^3 Opened: .* does not exist in Europe\/Berlin/),
      expect.stringMatching(/^3 Title: is missing/),
      '5 Number: C3 is the number of row 4, too',
      expect.stringMatching(/^6 Number: must be a number without blanks/),
    ]);
  });

  it('keep no credentials: they are refused, or masked where the mapping says so', () => {
    const key = `-----BEGIN PRIVATE KEY-----\n${'A'.repeat(
      64,
    )}\n-----END PRIVATE KEY-----`;
    const rows = readExport(
      csvOf(header, ['C1', 'First', key, '3', '', '2026-01-01']),
      csv,
    );
    expect(mapRows(rows, csv).problems).toMatchObject([
      {
        row: 2,
        column: 'Text',
        message: expect.stringContaining('looks like'),
      },
    ]);
    const { records } = mapRows(rows, { ...csv, credentials: 'mask' });
    expect(records[0].content.description).not.toContain('AAAA');
  });

  it('of ServiceNow show what people see, and have their times in UTC', () => {
    const rows = readExport(
      JSON.stringify({
        result: [
          {
            number: { display_value: 'CHG0030001', value: 'CHG0030001' },
            short_description: { display_value: 'Patch', value: 'Patch' },
            state: { display_value: 'Closed', value: '3' },
            requested_by: {
              display_value: 'Abel Tuter',
              value: '62826bf03710200044e0bfc8bcbe5df1',
              link: 'https://old.example/api/now/table/sys_user/628',
            },
            cmdb_ci: { display_value: 'unknown-ci', value: '1c' },
            opened_at: {
              display_value: '2026-01-05 02:00:00',
              value: '2026-01-05 10:00:00',
            },
            start_date: { display_value: '', value: '' },
            work_notes: {
              display_value: '2026-01-05 03:00:00 - Abel (Work notes)\nDone.',
              value: '',
            },
            approval: { display_value: 'Approved', value: 'approved' },
          },
        ],
      }),
      serviceNow,
    );
    expect(mapRows(rows, serviceNow)).toMatchObject({
      problems: [],
      records: [
        {
          number: 'CHG0030001',
          content: {
            state: 'Closed',
            requestedBy: 'Abel Tuter',
            items: [],
            openedAt: '2026-01-05T10:00:00.000Z',
            comments: [{ text: expect.stringContaining('Done.') }],
            further: [
              { label: 'Approval', value: 'Approved' },
              { label: 'Item there', value: 'unknown-ci' },
            ],
          },
        },
      ],
    });
  });

  it('of Jira have documents as text, offsets without a colon, comments and attachments', () => {
    const doc = (...texts: string[]) => ({
      type: 'doc',
      version: 1,
      content: texts.map(text => ({
        type: 'paragraph',
        content: [{ type: 'text', text }],
      })),
    });
    const rows = readExport(
      JSON.stringify({
        issues: [
          {
            key: 'OPS-42',
            fields: {
              summary: 'Checkout is slow',
              description: doc('First.', 'Second.'),
              status: { name: 'Resolved', id: '5' },
              components: [{ name: 'Checkout' }, { name: 'Checkout' }],
              created: '2026-03-20T06:21:50.520+0530',
              comment: {
                comments: [
                  {
                    author: { displayName: 'Mia' },
                    body: doc('Looking.'),
                    created: '2026-03-20T07:00:00.000+0530',
                  },
                ],
              },
              attachment: [
                { filename: 'graph.png', content: 'https://jira.example/a/1' },
              ],
            },
          },
        ],
      }),
      jira,
    );
    expect(mapRows(rows, jira)).toMatchObject({
      problems: [],
      records: [
        {
          number: 'OPS-42',
          content: {
            description: 'First.\nSecond.',
            state: 'Resolved',
            items: ['component:default/checkout-api'],
            openedAt: '2026-03-20T00:51:50.520Z',
            comments: [
              { by: 'Mia', text: 'Looking.', at: '2026-03-20T01:30:00.000Z' },
            ],
            attachments: [
              { name: 'graph.png', url: 'https://jira.example/a/1' },
            ],
          },
        },
      ],
    });
  });

  it.each([
    ['{', jira, /It is no JSON/],
    ['{"issue": []}', jira, /with its records in "issues"/],
    ['', csv, /empty/],
    ['a,b\n1', csv, /Row 2 has 1 cells, but there are 2 columns/],
    ['a,a\n1,2', csv, /Two columns are called a/],
    ['a,"b\n1', csv, /It is no CSV file/],
  ])('say why a file cannot be read, %j', (text, mapping, message) => {
    expect(() => readExport(text, mapping)).toThrow(message);
  });
});

describe('a time', () => {
  const zones = [
    ...['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata'],
    ...['Australia/Lord_Howe', 'Pacific/Apia'],
  ];

  it('is the instant that clocks of its zone showed', () => {
    fc.assert(
      fc.property(
        fc.date({
          min: new Date('1990-01-01'),
          max: new Date('2040-01-01'),
          noInvalidDate: true,
        }),
        fc.constantFrom(...zones),
        fc.constantFrom(undefined, 'dd/MM/yyyy HH:mm:ss'),
        (date, zone, format) => {
          const whole = Math.floor(date.getTime() / 1000) * 1000;
          const there = DateTime.fromMillis(whole, { zone });
          const read = readTime(
            there.toFormat(format ?? 'yyyy-MM-dd HH:mm:ss'),
            { timeZone: zone, format },
          );
          const first = Math.min(
            ...there.getPossibleOffsets().map(each => each.toMillis()),
          );
          expect(read).toEqual({ instant: new Date(first).toISOString() });
        },
      ),
    );
  });

  it.each([
    ['2026-01-05 10:00:00', {}, /says no zone/],
    ['05.01.2026', { timeZone: 'UTC' }, /Set timeFormat/],
    ['x', { timeZone: 'UTC', format: 'dd.MM.yyyy' }, /of the form dd.MM.yyyy/],
    [
      '2026-03-29 02:30:00',
      { timeZone: 'Europe/Berlin' },
      /does not exist in Europe\/Berlin/,
    ],
  ])('%s is refused, with what would help', (text, reading, message) => {
    const read = readTime(text, reading);
    expect('message' in read && read.message).toMatch(message);
  });
});
