import fc from 'fast-check';
import { bytesOf, inputOf, reportNamed } from '../__testUtils__/renderInput';
import { csvField, inert } from './csvText';
import { exactCsv, peopleCsv } from './renderCsv';

const report = reportNamed('sox-access-and-change');
const row = {
  cluster: 'ledger',
  application: 'accounts-archive',
  ticket: 'ACC-1',
  kind: 'access',
  summary: '=HYPERLINK("https://example.com";"Approve")',
  requested_by: '-5',
  approved_by: null,
  evidence_id: 'ev-5',
};

describe('a CSV whose bytes are agreed', () => {
  it('has the columns, order, delimiter and newlines of the report, and values as they are', async () => {
    const input = await inputOf(report, { 'approver-is-requester': [row] });
    const layout = {
      file: 'x.csv',
      question: 'approver-is-requester',
      columns: ['summary', 'approved_by', 'ticket'],
      header: true,
      delimiter: ';',
      newline: '\r\n' as const,
      nullAs: 'n/a',
    };
    expect((await bytesOf(exactCsv(layout, input))).toString()).toBe(
      'summary;approved_by;ticket\r\n"=HYPERLINK(""https://example.com"";""Approve"")";n/a;ACC-1\r\n',
    );
  });

  it('tells an empty text, and a text that looks like null, from null', () => {
    const layout = { delimiter: ',', nullAs: '' };
    expect(csvField('', layout)).toBe('""');
    expect(csvField(null, layout)).toBe('');
    expect(csvField('NULL', { delimiter: ',', nullAs: 'NULL' })).toBe('"NULL"');
  });
});

describe('a CSV for people', () => {
  it('runs nothing in a spreadsheet, and leads to the evidence', async () => {
    const input = await inputOf(report, { 'approver-is-requester': [row] });
    const text = (
      await bytesOf(peopleCsv('approver-is-requester', input))
    ).toString();
    const [header, line] = text.split('\r\n');
    expect(header.startsWith('\uFEFFcluster,')).toBe(true);
    expect(line).toContain(
      `,"'=HYPERLINK(""https://example.com"";""Approve"")",-5,,`,
    );
    expect(line).toMatch(/,https:\/\/portal\.example\/.*&row=0$/);
  });

  it('never begins a value as a formula does, and gives the value back', () => {
    const starts = fc.constantFrom(
      '',
      '=',
      '+',
      '-',
      '@',
      '\t',
      '\r',
      "'",
      ' ',
      '\n',
      '＝',
    );
    fc.assert(
      fc.property(starts, fc.string({ unit: 'binary' }), (start, rest) => {
        const value = start + rest;
        const written = inert(value)!;
        expect(/^[=+\-@\t\r]/.test(written)).toBe(
          /^-\d+(\.\d+)?$/.test(written),
        );
        // Whoever takes one apostrophe off is always right.
        expect(written.startsWith("'") && written !== `'${value}`).toBe(false);
      }),
    );
  });
});
