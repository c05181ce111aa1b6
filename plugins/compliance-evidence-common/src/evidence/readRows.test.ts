import fc from 'fast-check';
import { Column, RawFormat } from '../report/model';
import { csvLine } from '../sql/statements';
import { csvFields } from './csvRecords';
import { EvidenceProblem } from './EvidenceProblem';
import { RawSummary } from './RawSummary';
import { readRows } from './readRows';

const columns: Column[] = [
  { name: 'id', type: 'text', required: true },
  { name: 'cost', type: 'numeric', required: false },
  { name: 'uses', type: 'integer', required: false },
  { name: 'at', type: 'timestamp', required: false, from: 'meta.at' },
];

async function* pieces(text: string, size = 7) {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += size) {
    yield bytes.subarray(at, at + size);
  }
}

async function read(
  format: RawFormat,
  text: string,
  recordsAt?: string,
  size?: number,
) {
  const summary = new RawSummary();
  const rows = [];
  for await (const row of readRows(
    pieces(text, size),
    { format, recordsAt, columns },
    summary,
  )) {
    rows.push(row);
  }
  return { rows, summary };
}

const driftOf = async (format: RawFormat, text: string, recordsAt?: string) => {
  try {
    await read(format, text, recordsAt);
  } catch (error) {
    if (error instanceof EvidenceProblem) {
      return error.drift.map(
        ({ kind, line, message }) => `${kind} ${line}: ${message}`,
      );
    }
    throw error;
  }
  return [];
};

describe('raw evidence', () => {
  it('reads the same from CSV, NDJSON and pages, wherever the pieces are cut', async () => {
    const csv = `id,uses,meta.at,cost,unread\nÄ,1,2026-09-30T22:00:00Z,0.10,x\n"日本, ""B""\nC",,,,\n`;
    const records = [
      '{"id":"Ä","uses":1,"meta":{"at":"2026-09-30T22:00:00Z"},"cost":0.10}',
      '{"id":"日本, \\"B\\"\\nC","uses":null,"meta":{}}',
    ];
    const expected = [
      ['Ä', '0.10', '1', '2026-09-30T22:00:00Z'],
      ['日本, "B"\nC', null, null, null],
    ];
    for (const size of [1, 5, 1000]) {
      const all = await Promise.all([
        read(
          'csv',
          `\uFEFF${csv
            .replaceAll('\n', '\r\n')
            .replace('""B""\r\n', '""B""\n')}`,
          undefined,
          size,
        ),
        read('ndjson', `${records.join('\n')}\n\n`, undefined, size),
        read(
          'json-pages',
          `{"data":{"items":[${records[0]}]}}\n{"data":{"items":[${records[1]}]}}`,
          'data.items',
          size,
        ),
        read('json-pages', `[${records.join(',')}]`, '', size),
      ]);
      for (const { rows, summary } of all) {
        expect(rows).toEqual(expected);
        expect(summary.rows).toBe(2);
      }
    }
  });

  it.each<[RawFormat, string, (i: number) => string]>([
    ['csv', 'id,cost,uses,meta.at\n', i => `${i},1,1,2026-09-30T22:00:00Z\n`],
    [
      'ndjson',
      '',
      i =>
        `{"id":"${i}","cost":1,"uses":1,"meta":{"at":"2026-09-30T22:00:00Z"}}\n`,
    ],
    [
      'json-pages',
      '',
      i =>
        `[{"id":"${i}","cost":1,"uses":1,"meta":{"at":"2026-09-30T22:00:00Z"}}]\n`,
    ],
  ])(
    'reads %s without an end as far as somebody asks',
    async (format, head, line) => {
      let given = 0;
      async function* endless() {
        yield Buffer.from(head);
        for (;;) {
          given += 1;
          yield Buffer.from(line(given));
        }
      }
      let rows = 0;
      for await (const _ of readRows(endless(), {
        format,
        recordsAt: '',
        columns,
      })) {
        rows += 1;
        if (rows === 10_000) break;
      }
      // It is read a little ahead, whatever comes.
      expect(given).toBeLessThan(20_000);
    },
  );

  it('keeps numbers as they are written, however long', async () => {
    const { rows } = await read(
      'ndjson',
      '{"id":"a","cost":12345678901234567890.10,"uses":9007199254740993,"meta":{"at":null}}',
    );
    expect(rows[0].slice(1, 3)).toEqual([
      '12345678901234567890.10',
      '9007199254740993',
    ]);
  });

  it('names what drifted: the column, the line, and what it may be called now', async () => {
    expect(await driftOf('csv', 'id,costs,uses,meta.at\n')).toEqual([
      'renamed 1: the column cost is missing: there is no cost, but there is costs, which may be its new name',
    ]);
    expect(await driftOf('csv', 'id,uses,meta.at\n')).toEqual([
      'missing 1: the column cost is missing: there is no cost among id, uses, meta.at',
    ]);
    expect(
      await driftOf(
        'csv',
        'id,cost,uses,meta.at\na,1e3,x,2026-02-30T00:00:00Z\n',
      ),
    ).toEqual([
      'retyped 2: uses must be a whole number of 64 bits, not "x"',
      'retyped 2: at must be a date and time with an offset such as 2026-09-30T22:00:00Z, not "2026-02-30T00:00:00Z"',
    ]);
    expect(
      await driftOf('ndjson', '{"id":"a","cost":1}\n{"id":7,"cost":1}\n'),
    ).toEqual(['retyped 2: id must be text without the character NUL, not 7']);
    expect(
      await driftOf(
        'json-pages',
        '{"items":[{"id":"a"},{"id":null}]}',
        'items',
      ),
    ).toEqual([
      'missing 1: record 2 of the page: id is required and has no value',
    ]);
    // Not even one record has what is declared: it was renamed, or is gone.
    expect(
      await driftOf('ndjson', '{"id":"a","cost":1,"uses":1,"meta":{}}\n'),
    ).toEqual([
      'missing 1: the column at is missing: there is no meta.at among id, cost, uses, meta',
    ]);
  });

  it.each<[RawFormat, string, string]>([
    ['csv', '', 'begins with its header'],
    [
      'csv',
      'id,cost,uses,meta.at\na,1\n',
      'has 2 fields where the header has 4',
    ],
    ['csv', 'id,cost,uses,meta.at\n"a,1,1,\n', 'never closed'],
    ['csv', 'id,cost,uses,meta.at\na"b,1,1,\n', 'never closed'],
    [
      'csv',
      'id,cost,uses,meta.at\n"a"b,1,1,\n',
      'between a closing quote and the next comma',
    ],
    ['csv', 'id,id,cost,uses,meta.at\n', 'has id twice'],
    ['ndjson', '{"id":"a"', 'is not JSON, or is cut off'],
    ['ndjson', '[1]', 'is not a JSON object'],
    [
      'json-pages',
      '{"error":"half a page"}',
      'has no list of records at items',
    ],
    ['ndjson', '{"id":"\\ud800"}', 'text without the character NUL'],
  ])('says what is wrong with %s %j', async (format, text, reason) => {
    expect((await driftOf(format, text, 'items')).join()).toContain(reason);
  });

  it('refuses bytes that are no UTF-8', async () => {
    async function* bad() {
      yield Uint8Array.of(0x69, 0x64, 0xff);
    }
    const rows = readRows(bad(), { format: 'csv', columns });
    await expect(rows[Symbol.asyncIterator]().next()).rejects.toThrow('UTF-8');
  });

  it('has one fingerprint for one shape, whatever the values', async () => {
    const of = async (text: string) =>
      (await read('ndjson', text)).summary.fingerprint();
    const one = await of('{"id":"a","cost":1,"uses":1,"meta":{"at":null}}');
    expect(await of('{"meta":{"at":null},"uses":2,"cost":3,"id":"b"}')).toBe(
      one,
    );
    expect(
      await of('{"id":"a","cost":1,"uses":1,"meta":{"at":null},"new":1}'),
    ).not.toBe(one);
  });

  it('writes rows for COPY that read back as they were', () => {
    const cell = fc.option(
      fc
        .string({ unit: 'binary', maxLength: 8 })
        .map(text => text.replace(/\0/g, '')),
      { nil: null },
    );
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 5 }), row => {
        expect(csvFields(csvLine(row).slice(0, -1))).toEqual(row);
      }),
    );
  });
});
