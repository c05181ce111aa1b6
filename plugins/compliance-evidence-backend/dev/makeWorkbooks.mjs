// Makes the workbooks that the reports of this repository fill: `node plugins/compliance-evidence-backend/dev/makeWorkbooks.mjs`. An auditor's own workbook takes their place.
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { ZipFile } from 'yazl';
import { templates } from './workbooks.mjs';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE =
  'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const STABLE = { mtime: new Date(2026, 0, 1, 12), forceDosTimestamp: true };

/** The order is that of the styles below. */
const styles = [
  'plain',
  'title',
  'header',
  'text',
  'time',
  'day',
  'count',
  'tenths',
  'link',
  'answer',
  'muted',
];
const style = name => styles.indexOf(name);

const stylesXml = `${HEAD}<styleSheet xmlns="${MAIN}">
<numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="166" formatCode="#,##0.0"/></numFmts>
<fonts count="5"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="16"/><name val="Calibri"/></font><font><b/><sz val="11"/><color rgb="FFFFFFFF"/><name val="Calibri"/></font><font><u/><sz val="11"/><color rgb="FF0B5CAD"/><name val="Calibri"/></font><font><sz val="11"/><color rgb="FF595959"/><name val="Calibri"/></font></fonts>
<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FF1F3A5F"/></patternFill></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFFF8DC"/></patternFill></fill></fills>
<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top/><bottom style="hair"><color rgb="FFBFBFBF"/></bottom><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="11">
<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>
<xf numFmtId="49" fontId="2" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>
<xf numFmtId="49" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1"/>
<xf numFmtId="164" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment horizontal="left"/></xf>
<xf numFmtId="165" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment horizontal="left"/></xf>
<xf numFmtId="3" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1"/>
<xf numFmtId="166" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1"/>
<xf numFmtId="49" fontId="3" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyBorder="1"/>
<xf numFmtId="49" fontId="0" fillId="3" borderId="1" xfId="0" applyNumberFormat="1" applyFill="1" applyBorder="1"/>
<xf numFmtId="0" fontId="4" fillId="0" borderId="0" xfId="0" applyFont="1"/>
</cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
<dxfs count="1"><dxf><font><b/><color rgb="FF9C0006"/></font><fill><patternFill><bgColor rgb="FFFFC7CE"/></patternFill></fill></dxf></dxfs>
</styleSheet>`;

const escape = text =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const letter = i => String.fromCharCode(65 + i);
const cell = (place, text, name) =>
  text === ''
    ? `<c r="${place}" s="${style(name)}"/>`
    : `<c r="${place}" s="${style(name)}" t="inlineStr"><is><t>${escape(
        text,
      )}</t></is></c>`;
const row = (r, cells, attributes = '') =>
  `<row r="${r}"${attributes}>${cells.join('')}</row>`;

const PERIOD =
  'Run {{run.number}} · {{run.period_start}} until {{run.period_end}} ({{run.time_zone}}) · all times UTC';

function coverXml({ title, sheets }) {
  const first = 6;
  const lines = sheets.map(
    ({ name, question, title: subject, control, asks }, i) => {
      const r = first + i;
      const verdict = asks
        ? `IF(C${r}=0,"No exception","Exceptions: see sheet")`
        : '"Population"';
      return row(r, [
        cell(`A${r}`, subject, 'text'),
        cell(`B${r}`, control, 'text'),
        cell(`C${r}`, `{{rows.${question}}}`, 'count'),
        `<c r="D${r}" s="${style('text')}" t="str"><f>${escape(
          verdict,
        )}</f><v></v></c>`,
        cell(`E${r}`, name, 'text'),
        cell(`F${r}`, '', 'answer'),
      ]);
    },
  );
  const exceptions = sheets
    .map(({ asks }, i) => (asks ? `C${first + i}` : ''))
    .filter(Boolean);
  const last = first + sheets.length - 1;
  const header = ['Question', 'Control', 'Rows', 'Result', 'Sheet', 'Auditor'];
  return `${HEAD}<worksheet xmlns="${MAIN}"><dimension ref="A1:F${last}"/><sheetViews><sheetView workbookViewId="0" showGridLines="0"/></sheetViews><cols><col min="1" max="1" width="52" customWidth="1"/><col min="2" max="2" width="22" customWidth="1"/><col min="3" max="3" width="10" customWidth="1"/><col min="4" max="5" width="24" customWidth="1"/><col min="6" max="6" width="40" customWidth="1"/></cols><sheetData>${row(
    1,
    [cell('A1', title, 'title')],
  )}${row(2, [cell('A2', PERIOD, 'muted')])}${row(3, [
    cell(
      'A3',
      'Requested by {{run.requested_by}}, started {{run.started_at}}',
      'muted',
    ),
  ])}${row(
    5,
    header.map((text, i) => cell(`${letter(i)}5`, text, 'header')),
  )}${lines.join(
    '',
  )}</sheetData><conditionalFormatting sqref="${exceptions.join(
    ' ',
  )}"><cfRule type="cellIs" dxfId="0" priority="1" operator="greaterThan"><formula>0</formula></cfRule></conditionalFormatting><pageMargins left="0.5" right="0.5" top="0.75" bottom="0.75" header="0.3" footer="0.3"/><pageSetup orientation="landscape" fitToWidth="1" fitToHeight="0"/></worksheet>`;
}

function sheetXml({ title, control, columns }) {
  const all = [
    ...columns,
    ['Evidence', '{{evidence link}}', 'link', 38],
    ['Conclusion', '', 'answer', 16],
    ["Auditor's note", '', 'answer', 40],
  ];
  const last = letter(all.length - 1);
  const conclusion = letter(all.length - 2);
  const cols = all.map(
    ([, , , width], i) =>
      `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`,
  );
  return `${HEAD}<worksheet xmlns="${MAIN}"><dimension ref="A1:${last}5"/><sheetViews><sheetView workbookViewId="0" showGridLines="0"><pane ySplit="4" topLeftCell="A5" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${cols.join(
    '',
  )}</cols><sheetData>${row(1, [cell('A1', title, 'title')])}${row(2, [
    cell('A2', `${control} · ${PERIOD}`, 'muted'),
  ])}${row(
    4,
    all.map(([header], i) => cell(`${letter(i)}4`, header, 'header')),
    ' ht="30" customHeight="1"',
  )}${row(
    5,
    all.map(([, placeholder, name], i) =>
      cell(
        `${letter(i)}5`,
        placeholder && !placeholder.startsWith('{{')
          ? `{{${placeholder}}}`
          : placeholder,
        name,
      ),
    ),
  )}</sheetData><autoFilter ref="A4:${last}5"/><dataValidations count="1"><dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="${conclusion}5"><formula1>"Accepted,Exception,Follow up"</formula1></dataValidation></dataValidations><pageMargins left="0.5" right="0.5" top="0.75" bottom="0.75" header="0.3" footer="0.3"/><pageSetup orientation="landscape" fitToWidth="1" fitToHeight="0"/></worksheet>`;
}

function workbookXml({ sheets }) {
  const all = ['Cover', ...sheets.map(({ name }) => name)];
  const names = sheets.flatMap(({ name, columns }, i) => [
    `<definedName name="_xlnm._FilterDatabase" localSheetId="${
      i + 1
    }" hidden="1">'${name}'!$A$4:$${letter(
      columns.length + 2,
    )}$5</definedName>`,
    `<definedName name="_xlnm.Print_Titles" localSheetId="${
      i + 1
    }">'${name}'!$4:$4</definedName>`,
  ]);
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${all
    .map(
      (name, i) =>
        `<sheet name="${name}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`,
    )
    .join('')}</sheets><definedNames>${names.join(
    '',
  )}</definedNames></workbook>`;
}

function partsOf(template) {
  const sheets = [coverXml(template), ...template.sheets.map(sheetXml)];
  const files = sheets.map((_, i) => `worksheets/sheet${i + 1}.xml`);
  const relation = (id, type, target) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  return {
    '[Content_Types].xml': `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>${files
      .map(
        file =>
          `<Override PartName="/xl/${file}" ContentType="${TYPE}.worksheet+xml"/>`,
      )
      .join('')}</Types>`,
    '_rels/.rels': `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${relation(
      'rId1',
      'officeDocument',
      'xl/workbook.xml',
    )}</Relationships>`,
    'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${files
      .map((file, i) => relation(`rId${i + 1}`, 'worksheet', file))
      .join('')}${relation(
      'rIdStyles',
      'styles',
      'styles.xml',
    )}</Relationships>`,
    'xl/styles.xml': stylesXml,
    'xl/workbook.xml': workbookXml(template),
    ...Object.fromEntries(sheets.map((xml, i) => [`xl/${files[i]}`, xml])),
  };
}

for (const template of templates) {
  const zip = new ZipFile();
  for (const [name, text] of Object.entries(partsOf(template))) {
    zip.addBuffer(Buffer.from(text), name, STABLE);
  }
  zip.end();
  const file = fileURLToPath(
    new URL(
      `../../../reports/${template.report}/template.xlsx`,
      import.meta.url,
    ),
  );
  await pipeline(zip.outputStream, createWriteStream(file));
}
