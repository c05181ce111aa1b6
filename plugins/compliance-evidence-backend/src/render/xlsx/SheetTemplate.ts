import { didYouMean } from '@countersign/plugin-governance-common';
import { Facts, hasFacts, withFacts } from './facts';
import { Growth, grownFormula, grownRange } from './ranges';
import { CellKind } from './styles';
import { textCell, valueCell } from './cells';
import { attributes, elements, escapeXml, runsText, unescapeXml } from './xml';

/** What stands in the column of a link to the evidence. */
export const LINK = 'evidence link';
const PLACEHOLDER = /^\s*\{\{\s*([a-z_][a-z0-9_]*|evidence link)\s*\}\}\s*$/;
const ROW = /<row(\s[^>]*?)?(?:\/>|>([\s\S]*?)<\/row>)/g;
const CELL = /<c(\s[^>]*?)?(?:\/>|>([\s\S]*?)<\/c>)/g;

/** What the workbook's parts say, for the sheets to read. */
export interface WorkbookParts {
  shared: readonly string[];
  kinds: readonly CellKind[];
  facts: Facts;
}

/** A cell of the row of placeholders. */
export type RowCell = {
  /** Such as `B`. */
  letters: string;
  /** Its style as an attribute, with a blank before it. */
  style: string;
  kind: CellKind;
} & ({ column: number } | { link: true } | { fixed: string });

/** A sheet whose one row of placeholders becomes the rows of a result. */
export interface FillableSheet {
  before: string;
  after: string;
  row: number;
  /** Attributes of each row, with a blank before them. */
  rowTag: string;
  cells: RowCell[];
}

/** A sheet in which facts of the run are in their places. */
export function filledFacts(
  xml: string,
  sheet: string,
  parts: WorkbookParts,
): string {
  return xml.replace(CELL, (whole, tag = '', inner = '') => {
    const text = textOf(tag, inner, parts.shared);
    if (!hasFacts(text)) return whole;
    const { r, s } = attributes(tag);
    const place = `r="${r}"${s ? ` s="${s}"` : ''}`;
    const value = withFacts(text, parts.facts, `Cell ${r} of sheet ${sheet}`);
    const kind = parts.kinds[Number(s ?? 0)] ?? 'text';
    // A number alone is one whatever the format, so that formulas can count with it.
    return valueCell(place, value, /^\d{1,15}$/.test(value) ? 'number' : kind);
  });
}

/** Formulas of a sheet, with the ranges that grew in others. */
export function grownFormulas(xml: string, growths: readonly Growth[]): string {
  return xml.replace(
    /(<f(?:\s[^>]*)?>)([^<]*)(<\/f>)/g,
    (_, open, formula, close) =>
      `${open}${escapeXml(
        grownFormula(unescapeXml(formula), growths),
      )}${close}`,
  );
}

/**
 * Finds the row of placeholders, such as `{{application}}`, and what each of its cells takes.
 *
 * @throws Error that names the sheet and cell, and what would be right
 */
export function readFillable(
  xml: string,
  of: { sheet: string; question: string; columns: readonly string[] },
  parts: WorkbookParts,
): FillableSheet {
  const open = /<sheetData\s*>/.exec(xml);
  const close = xml.indexOf('</sheetData>');
  if (!open || close < 0) {
    throw new Error(
      `Sheet ${of.sheet} of the template has no rows; put a row of placeholders such as {{${of.columns[0]}}} into it`,
    );
  }
  const rows = [
    ...xml.slice(open.index + open[0].length, close).matchAll(ROW),
  ].map(([whole, tag = '', inner = '']) => ({ whole, tag, inner }));
  const at = rows.findIndex(({ inner }) =>
    [...inner.matchAll(CELL)].some(([, tag = '', content = '']) =>
      PLACEHOLDER.test(textOf(tag, content, parts.shared)),
    ),
  );
  if (at < 0) {
    throw new Error(
      `Sheet ${of.sheet} of the template has no row of placeholders; for ${
        of.question
      } it takes ${[...of.columns, LINK]
        .map(name => `{{${name}}}`)
        .join(', ')}`,
    );
  }
  for (const { tag, inner } of rows.slice(at + 1)) {
    if (/<(v|is|f)[\s>]/.test(inner)) {
      throw new Error(
        `Row ${attributes(tag).r} of sheet ${
          of.sheet
        } of the template stands below the row of placeholders, where the rows of ${
          of.question
        } go; move it above`,
      );
    }
  }
  const { r, spans: _, ...rest } = attributes(rows[at].tag);
  const cells = [...rows[at].inner.matchAll(CELL)].map(
    ([, tag = '', inner = '']) => rowCell(tag, inner, of, parts),
  );
  if (!cells.some(cell => 'link' in cell)) {
    throw new Error(
      `Row ${r} of sheet ${of.sheet} of the template has no {{${LINK}}}: every row leads to its evidence`,
    );
  }
  const fixedRows = rows
    .slice(0, at)
    .map(({ whole }) => whole)
    .join('');
  return {
    before: xml.slice(0, open.index) + open[0] + fixedRows,
    after: xml.slice(close),
    row: Number(r),
    rowTag: Object.entries(rest)
      .map(([name, value]) => ` ${name}="${escapeXml(value)}"`)
      .join(''),
    cells,
  };
}

function rowCell(
  tag: string,
  inner: string,
  of: { sheet: string; question: string; columns: readonly string[] },
  { shared, kinds }: WorkbookParts,
): RowCell {
  const { r, s } = attributes(tag);
  const cell = {
    letters: r.replace(/\d+$/, ''),
    style: s ? ` s="${s}"` : '',
    kind: kinds[Number(s ?? 0)] ?? 'text',
  };
  if (/<f[\s>]/.test(inner)) {
    throw new Error(
      `Cell ${r} of sheet ${of.sheet} of the template has a formula; the row of placeholders takes placeholders and texts`,
    );
  }
  const text = textOf(tag, inner, shared);
  const name = PLACEHOLDER.exec(text)?.[1];
  if (name === LINK) return { ...cell, link: true };
  if (name === undefined) return { ...cell, fixed: text };
  const column = of.columns.indexOf(name);
  if (column >= 0) return { ...cell, column };
  throw new Error(
    `Cell ${r} of sheet ${
      of.sheet
    } of the template asks for ${name}, which is no column of ${
      of.question
    }${didYouMean(name, of.columns)}; it has ${of.columns.join(', ')}`,
  );
}

function textOf(tag: string, inner: string, shared: readonly string[]): string {
  const { t } = attributes(tag);
  if (t === 'inlineStr') return runsText(inner);
  const [value] = elements(inner, 'v');
  if (!value) return '';
  return t === 's'
    ? shared[Number(value.inner)] ?? ''
    : unescapeXml(value.inner);
}

/** The ends of a sheet, with each range that holds the row of placeholders stretched to the last row. */
export function grownEnds(
  { before, after }: Pick<FillableSheet, 'before' | 'after'>,
  growth: Growth,
): { before: string; after: string } {
  const stretch = (xml: string, element: string, attribute: string) =>
    xml.replace(
      new RegExp(`(<${element}\\b[^>]*?\\b${attribute}=")([^"]*)(")`, 'g'),
      (_, head, range, tail) => `${head}${grownRange(range, growth)}${tail}`,
    );
  return {
    before: stretch(before, 'dimension', 'ref'),
    after: [
      ['autoFilter', 'ref'],
      ['conditionalFormatting', 'sqref'],
      ['dataValidation', 'sqref'],
      ['ignoredError', 'sqref'],
      ['protectedRange', 'sqref'],
    ].reduce(
      (xml, [element, attribute]) => stretch(xml, element, attribute),
      after,
    ),
  };
}

/** A fixed text of the row of placeholders, in every row. */
export function fixedCell(place: string, text: string): string {
  return text === '' ? `<c ${place}/>` : textCell(place, text);
}
