import { RenderInput } from '@countersign/plugin-compliance-evidence-common';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import fc from 'fast-check';
import { bytesOf, inputOf, reportNamed } from '../__testUtils__/renderInput';
import { renderWorkbook } from './renderWorkbook';
import { escapeXml } from './xml';

const report = reportNamed('sox-access-and-change');
const grant = (i: number) => ({
  cluster: 'ledger',
  application: 'accounts-archive',
  principal: 'zoe.mueller@larkspur.example',
  role: 'db-owner',
  granted_at: '2026-07-01 12:00:00.5+00',
  granted_by: '=1+1',
  ticket: null,
  reason: '山田 & <b> \u0001 _x0041_ \ud800',
  grant_id: `g${i}`,
  evidence_id: 'ev-3',
});
const exceptions = [grant(1), grant(2), grant(3)];

const partsOf = async (input: RenderInput) =>
  Object.fromEntries(
    Object.entries(unzipSync(await bytesOf(renderWorkbook(input)))).map(
      ([name, bytes]) => [name, strFromU8(bytes)],
    ),
  );
/** Sheet 4 of the template is about grants without approval. */
const SHEET = 'xl/worksheets/sheet4.xml';

/** The report with another template: one part of it changed. */
function withTemplate(part: string, change: (xml: string) => string) {
  const files = new Map(report.files);
  const parts = unzipSync(files.get('template.xlsx')!);
  const changed = change(strFromU8(parts[part]));
  expect(changed).not.toBe(strFromU8(parts[part]));
  files.set('template.xlsx', zipSync({ ...parts, [part]: strToU8(changed) }));
  return { ...report, files };
}

describe('the workbook', () => {
  it('has a row for each exception, typed by the styles of the template', async () => {
    const parts = await partsOf(
      await inputOf(report, { 'grants-without-approval': exceptions }),
    );
    const rows = [...parts[SHEET].matchAll(/<row r="(\d+)"/g)].map(
      ([, r]) => r,
    );
    expect(rows).toEqual(['1', '2', '4', '5', '6', '7']);
    // Text stays text, whatever a spreadsheet would make of it.
    expect(parts[SHEET]).toMatch(/<c r="F5" s="3" t="inlineStr"><is><t>=1\+1</);
    expect(parts[SHEET]).toContain(
      '山田 &amp; &lt;b&gt; _x0001_ _x005F_x0041_ _xD800_',
    );
    // 1 July 2026 is day 46204, and half a second past noon.
    expect(parts[SHEET]).toMatch(/<c r="E5" s="4"><v>46204\.50000578/);
    expect(parts[SHEET]).toContain('<c r="G5" s="3"/>');
  });

  it('leads from every row to its evidence', async () => {
    const parts = await partsOf(
      await inputOf(report, { 'grants-without-approval': exceptions }),
    );
    expect(parts[SHEET]).toContain(
      '<c r="L7" s="8" t="str"><f>HYPERLINK(&quot;https://portal.example/evidence/runs/RUN0000042/rows?question=grants-without-approval&amp;row=2&quot;,&quot;ev-3&quot;)</f><v>ev-3</v></c>',
    );
  });

  it('keeps what the auditor set, over all rows', async () => {
    const parts = await partsOf(
      await inputOf(report, { 'grants-without-approval': exceptions }),
    );
    expect(parts[SHEET]).toContain('<autoFilter ref="A4:N7"/>');
    expect(parts[SHEET]).toMatch(/<dataValidation [^>]*sqref="M5:M7"/);
    expect(parts[SHEET]).toContain('<dimension ref="A1:N7"/>');
    expect(parts[SHEET]).toMatch(/<pane ySplit="4"/);
    expect(parts['xl/workbook.xml']).toContain(
      "'Without approval'!$A$4:$N$7</definedName>",
    );
    // A sheet whose question found nothing keeps its one row, empty.
    expect(parts['xl/workbook.xml']).toContain(
      "'Leavers'!$A$4:$L$5</definedName>",
    );
    expect(parts['xl/worksheets/sheet6.xml']).not.toContain('{{');
  });

  it('says what the run was, and where everything comes from', async () => {
    const parts = await partsOf(
      await inputOf(report, { 'grants-without-approval': exceptions }),
    );
    expect(parts['xl/worksheets/sheet1.xml']).toContain('Run RUN0000042 ·');
    expect(parts['xl/worksheets/sheet1.xml']).toContain(
      '<c r="C8" s="6"><v>3</v></c>',
    );
    const ipe = parts['xl/worksheets/countersign.xml'];
    expect(ipe).toContain('grants from ${period_start} to ${period_end}');
    expect(ipe).toContain('The source said that it holds 7.');
    expect(ipe).toContain('FROM access_grants g');
    expect(parts['xl/workbook.xml']).toMatch(/<sheet name="IPE" sheetId="11"/);
    expect(parts['[Content_Types].xml']).toContain(
      'PartName="/xl/worksheets/countersign.xml"',
    );
  });

  it('is the same bytes for the same results', async () => {
    const given = { 'grants-without-approval': exceptions };
    const [one, other] = [
      await bytesOf(renderWorkbook(await inputOf(report, given))),
      await bytesOf(renderWorkbook(await inputOf(report, given))),
    ];
    expect(one.equals(other)).toBe(true);
  });

  it.each([
    [
      'a placeholder that no column has',
      (xml: string) => xml.replace('{{reason}}', '{{reasons}}'),
      'Cell H5 of sheet Without approval of the template asks for reasons, which is no column of grants-without-approval (did you mean reason?)',
    ],
    [
      'no link to the evidence',
      (xml: string) => xml.replace('{{evidence link}}', ''),
      'Row 5 of sheet Without approval of the template has no {{evidence link}}',
    ],
    [
      'something below the rows',
      (xml: string) =>
        xml.replace(
          '</sheetData>',
          '<row r="9"><c r="A9" t="inlineStr"><is><t>Signed</t></is></c></row></sheetData>',
        ),
      'Row 9 of sheet Without approval of the template stands below the row of placeholders',
    ],
    [
      'no row of placeholders',
      (xml: string) => xml.replace(/\{\{[a-z_ ]+\}\}/g, ''),
      'Sheet Without approval of the template has no row of placeholders',
    ],
    [
      'a formula among the placeholders',
      (xml: string) =>
        xml.replace('<c r="N5" s="9"/>', '<c r="N5" s="9"><f>A5</f></c>'),
      'Cell N5 of sheet Without approval of the template has a formula',
    ],
    [
      'a fact that no run has',
      (xml: string) => xml.replace('{{run.number}}', '{{run.nummer}}'),
      'Cell A2 of sheet Without approval asks for {{run.nummer}}, which is no fact of a run (did you mean run.number?)',
    ],
  ])('refuses a template with %s', async (_, change, message) => {
    const input = await inputOf(report, {});
    await expect(
      (async () =>
        bytesOf(
          renderWorkbook({ ...input, report: withTemplate(SHEET, change) }),
        ))(),
    ).rejects.toThrow(message);
  });

  it('refuses what is no workbook', async () => {
    const input = await inputOf(report, {});
    const files = new Map(report.files).set('template.xlsx', strToU8('hello'));
    expect(() =>
      renderWorkbook({ ...input, report: { ...report, files } }),
    ).toThrow('template.xlsx is no workbook (.xlsx)');
  });

  it('fails where the rows are not as many as the run says', async () => {
    const input = await inputOf(report, {
      'grants-without-approval': exceptions,
    });
    const broken: RenderInput = {
      ...input,
      results: async function* none() {
        // A result that was lost.
      },
    };
    await expect(bytesOf(renderWorkbook(broken))).rejects.toThrow(
      'grants-without-approval has 0 rows where the run says 3',
    );
  });
});

/** What a spreadsheet reads in a cell of this XML. */
const decoded = (xml: string) =>
  xml
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/_x([0-9A-F]{4})_/g, (_, code) =>
      String.fromCharCode(parseInt(code, 16)),
    );

it('writes any text so that a spreadsheet reads it again', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(fc.integer({ min: 0, max: 0xffff }))
      .map(codes => String.fromCharCode(...codes)),
    fc.constantFrom('_x0041_', '_x005F_', '__x0041__', '&amp;'),
  );
  fc.assert(
    fc.property(anything, text => {
      const xml = escapeXml(text);
      expect(decoded(xml)).toBe(text);
      // eslint-disable-next-line no-control-regex
      expect(xml).not.toMatch(/[\u0000-\u0008\u000b-\u001f<>]/);
    }),
  );
});
