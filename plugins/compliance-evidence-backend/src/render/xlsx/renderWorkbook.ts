import { Readable } from 'stream';
import { RenderInput } from '@countersign/plugin-compliance-evidence-common';
import { ZipFile } from 'yazl';
import {
  filledFacts,
  FillableSheet,
  grownEnds,
  grownFormulas,
  readFillable,
  WorkbookParts,
} from './SheetTemplate';
import { Workbook } from './Workbook';
import { factsOf } from './facts';
import { IPE, ipeSheet } from './ipeSheet';
import { Growth, grownFormula, grownRange } from './ranges';
import { lastRow, sheetRows } from './sheetRows';
import { cellKinds, withOwnStyles } from './styles';
import { escapeXml, unescapeXml } from './xml';

/** A moment that is the same in every time zone: the same results give the same bytes. */
const STABLE = {
  mtime: new Date(2026, 0, 1, 12),
  forceDosTimestamp: true,
} as const;

interface Filling {
  sheet: string;
  path: string;
  question: string;
  fillable: FillableSheet;
  growth: Growth;
}

/**
 * The auditor's workbook, filled: its styles, widths, validations and charts stay, each row leads to its evidence, and a
 * sheet says where everything comes from.
 *
 * @throws Error that names the sheet and cell of a template that cannot be filled
 */
export function renderWorkbook(input: RenderInput): AsyncIterable<Uint8Array> {
  const { template } = input.report.definition.spec;
  const bytes = template && input.report.files.get(template.file);
  if (!template || !bytes) {
    throw new Error('The report has no template to fill');
  }
  const workbook = new Workbook(bytes, template.file);
  const parts: WorkbookParts = {
    shared: workbook.sharedStrings,
    kinds: cellKinds(workbook.text('xl/styles.xml')),
    facts: factsOf(input),
  };
  const fillings = template.sheets.map(each =>
    readFilling(workbook, each, parts, input),
  );
  const growths = fillings.map(({ growth }) => growth);
  growOthers(workbook, fillings, parts);
  const { xml, ...own } = withOwnStyles(workbook.text('xl/styles.xml'));
  workbook.change('xl/styles.xml', () => xml);
  workbook.addSheet(IPE, ipeSheet(input, own));
  workbook.recalculateOnOpen();
  return zipped(workbook, name => {
    const filling = fillings.find(each => each.path === name);
    return filling && filledSheet(filling, growths, parts, input);
  });
}

function readFilling(
  workbook: Workbook,
  { sheet, question }: { sheet: string; question: string },
  parts: WorkbookParts,
  { manifest }: RenderInput,
): Filling {
  const path = workbook.sheets.get(sheet);
  if (path === undefined) {
    throw new Error(
      `The template has no sheet ${sheet}; it has ${[
        ...workbook.sheets.keys(),
      ].join(', ')}`,
    );
  }
  const result = manifest.questions.find(({ name }) => name === question);
  if (!result) throw new Error(`The run has no result of ${question}`);
  const fillable = readFillable(
    workbook.text(path),
    { sheet, question, columns: result.columns },
    parts,
  );
  const last = lastRow(fillable.row, result.rows);
  return {
    sheet,
    path,
    question,
    fillable,
    growth: { sheet, row: fillable.row, last },
  };
}

/** Tables, names, charts and formulas that say where the rows are. */
function growOthers(
  workbook: Workbook,
  fillings: readonly Filling[],
  parts: WorkbookParts,
): void {
  const growths = fillings.map(({ growth }) => growth);
  const filled = new Set(fillings.map(({ path }) => path));
  for (const { path, growth } of fillings) {
    for (const table of workbook.tablesOf(path)) {
      workbook.change(table, xml =>
        xml.replace(
          /(<(?:table|autoFilter)\b[^>]*?\bref=")([^"]*)(")/g,
          (_, head, range, tail) =>
            `${head}${grownRange(range, growth)}${tail}`,
        ),
      );
    }
  }
  for (const [sheet, path] of workbook.sheets) {
    if (!filled.has(path)) {
      workbook.change(path, xml =>
        grownFormulas(filledFacts(xml, sheet, parts), growths),
      );
    }
  }
  const grownContent = (name: string) => (xml: string) =>
    xml.replace(
      new RegExp(`(<${name}(?:\\s[^>]*)?>)([^<]*)(</${name}>)`, 'g'),
      (_, open, text, close) =>
        `${open}${escapeXml(grownFormula(unescapeXml(text), growths))}${close}`,
    );
  workbook.change('xl/workbook.xml', grownContent('definedName'));
  for (const path of workbook.paths()) {
    if (/^xl\/charts\/[^/]+\.xml$/.test(path)) {
      workbook.change(path, grownContent('c:f'));
    }
  }
}

async function* filledSheet(
  { sheet, question, fillable, growth }: Filling,
  growths: readonly Growth[],
  parts: WorkbookParts,
  { manifest, results, link }: RenderInput,
): AsyncIterable<string> {
  const { before, after } = grownEnds(fillable, growth);
  const result = manifest.questions.find(({ name }) => name === question)!;
  yield grownFormulas(filledFacts(before, sheet, parts), growths);
  yield* sheetRows(fillable, {
    question,
    columns: result.columns,
    count: result.rows,
    rows: results(question),
    link: position => link(question, position),
  });
  yield after;
}

async function* zipped(
  workbook: Workbook,
  streamOf: (name: string) => AsyncIterable<string> | undefined,
): AsyncIterable<Uint8Array> {
  const zip = new ZipFile();
  const out = zip.outputStream as Readable;
  const fail = (error: Error) => out.destroy(error);
  zip.on('error', fail);
  for (const name of workbook.paths()) {
    const texts = streamOf(name);
    if (texts) {
      // yazl hears nothing of the trouble of an entry; whoever reads the workbook is to.
      const entry = Readable.from(bytesOf(texts)).on('error', fail);
      zip.addReadStream(entry, name, STABLE);
    } else zip.addBuffer(Buffer.from(workbook.part(name)), name, STABLE);
  }
  zip.end();
  yield* out;
}

async function* bytesOf(texts: AsyncIterable<string>): AsyncIterable<Buffer> {
  for await (const text of texts) if (text) yield Buffer.from(text);
}
