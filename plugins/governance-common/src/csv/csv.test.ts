import fc from 'fast-check';
import { csvRecord } from './csv';

/** Reads records as RFC 4180 has them: an independent reading of what was written. */
function readRecords(text: string): string[][] {
  const records: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  for (let match = cell.exec(text); match; match = cell.exec(text)) {
    const [, quoted, plain, end] = match;
    records[records.length - 1].push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === '\r\n') records.push([]);
  }
  return records.slice(0, -1);
}

const cell = fc.oneof(
  fc.string(),
  fc.string({ unit: fc.constantFrom(...'=+-@\t\r\n\'", ａ＝＠1x') }),
);

describe('csvRecord', () => {
  it('is read as what was written, a mark of text aside', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 1 }), { minLength: 1 }),
        rows => {
          const read = readRecords(rows.map(csvRecord).join(''));
          const normal = (text: string) => text.replace(/\r\n|\r|\n/g, '\n');
          expect(
            read.map((row, y) =>
              row.map((text, x) =>
                text === normal(rows[y][x]) ? text : text.replace(/^'/, ''),
              ),
            ),
          ).toEqual(rows.map(row => row.map(normal)));
        },
      ),
    );
  });

  it('leaves no text that a spreadsheet would run', () => {
    fc.assert(
      fc.property(cell, text => {
        const [[read]] = readRecords(csvRecord([text, '']));
        expect(read.trimStart()).not.toMatch(/^[=+\-@＝＋－＠]/);
        expect(read).not.toMatch(/^[\t\r\n]/);
      }),
    );
  });

  it('keeps numbers as numbers', () => {
    expect(csvRecord([-5, 3.5, true, undefined, 'plain'])).toBe(
      '-5,3.5,true,,plain\r\n',
    );
  });
});
