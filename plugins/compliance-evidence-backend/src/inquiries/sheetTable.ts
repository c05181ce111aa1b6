import { Workbook } from '../render/xlsx/Workbook';
import { elements, runsText, unescapeXml } from '../render/xlsx/xml';

/** Formats that every spreadsheet program knows as dates or times. */
const dateFormats = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47]);
const DAY_MS = 86_400_000;
/** Day 0 of spreadsheets, which believe that 1900 was a leap year. */
const DAY_ZERO = Date.UTC(1899, 11, 30);
const DAY_ZERO_OF_1904 = Date.UTC(1904, 0, 1);
const MOST_COLUMNS = 500;

/** The cells of a sheet as texts: dates as people would write them, everything else as it is. */
export function sheetTable(
  workbook: Workbook,
  part: string,
): (string | null)[][] {
  const isDate = dateStyles(workbook);
  const zero = /<workbookPr\b[^>]*\bdate1904="(?:1|true)"/.test(
    workbook.text('xl/workbook.xml'),
  )
    ? DAY_ZERO_OF_1904
    : DAY_ZERO;
  const rows = elements(workbook.text(part), 'row').map(({ inner }) => {
    const cells: (string | null)[] = [];
    for (const { tag, inner: cell } of elements(inner, 'c')) {
      const place = tag.r ? columnOf(tag.r) : cells.length;
      if (place >= MOST_COLUMNS) continue;
      while (cells.length < place) cells.push(null);
      cells[place] = valueOf(tag, cell, workbook, (number, style) =>
        isDate[style] ? dateText(number, zero) : undefined,
      );
    }
    return cells;
  });
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  return rows.map(row => [
    ...row,
    ...Array<null>(width - row.length).fill(null),
  ]);
}

function valueOf(
  { t: type, s: style = '0' }: Record<string, string>,
  cell: string,
  { sharedStrings }: Workbook,
  dateOf: (number: number, style: number) => string | undefined,
): string | null {
  if (type === 'inlineStr') return runsText(cell) || null;
  const raw = elements(cell, 'v')[0]?.inner;
  if (raw === undefined) return null;
  if (type === 's') return sharedStrings[Number(raw)] ?? null;
  if (type === 'b') return raw === '1' ? 'true' : 'false';
  if (type === 'str' || type === 'e' || type === 'd') {
    return unescapeXml(raw) || null;
  }
  return dateOf(Number(raw), Number(style)) ?? numberText(raw);
}

/** Spreadsheets write 0.1 as 0.10000000000000001: what people see has 15 digits. */
function numberText(raw: string): string {
  const number = Number(raw);
  if (!Number.isFinite(number)) return raw;
  const text = String(Number(number.toPrecision(15)));
  return text.includes('e') ? raw : text;
}

function dateText(days: number, zero: number): string {
  const text = new Date(zero + Math.round(days * DAY_MS)).toISOString();
  return text.endsWith('T00:00:00.000Z')
    ? text.slice(0, 10)
    : text.slice(0, 19).replace('T', ' ');
}

function columnOf(reference: string): number {
  let column = 0;
  for (const letter of /^[A-Z]+/.exec(reference)?.[0] ?? 'A') {
    column = column * 26 + letter.charCodeAt(0) - 64;
  }
  return column - 1;
}

/** Whether the cells of each style are dates. */
function dateStyles(workbook: Workbook): boolean[] {
  const styles = workbook.text('xl/styles.xml');
  const own = new Set(
    elements(styles, 'numFmt')
      .filter(({ tag }) =>
        /[dmyhs]/i.test(
          (tag.formatCode ?? '').replace(/"[^"]*"|\[[^\]]*\]|\\./g, ''),
        ),
      )
      .map(({ tag }) => Number(tag.numFmtId)),
  );
  const [formats] = elements(styles, 'cellXfs');
  return [...(formats?.inner ?? '').matchAll(/<xf\b([^>]*)>/g)].map(
    ([, tag]) => {
      const id = Number(/\bnumFmtId="(\d+)"/.exec(tag)?.[1] ?? 0);
      return dateFormats.has(id) || own.has(id);
    },
  );
}
