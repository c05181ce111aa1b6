/** What a cell may hold; nothing is an empty cell. */
export type CsvCell = string | number | boolean | undefined;

/** Tells spreadsheets that the text is UTF-8; they take it for their own code page otherwise. */
export const CSV_BYTE_ORDER_MARK = '\uFEFF';

/**
 * A spreadsheet takes a text that begins like this for a formula and runs it, also behind blanks and in the full-width
 * forms that it reads as the same signs.
 */
const FORMULA = /^[\s\p{Cc}]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u;

/** A line break in a cell is one whatever it was. */
const LINE_BREAK = /\r\n|\r|\n/g;

/**
 * One record of a CSV file as RFC 4180 writes it, with its line end. A text that a spreadsheet would run as a formula is
 * led by an apostrophe, by which spreadsheets know text; numbers are left as they are.
 */
export function csvRecord(cells: readonly CsvCell[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`;
}

function cellOf(cell: CsvCell): string {
  if (cell === undefined) return '';
  if (typeof cell !== 'string') return String(cell);
  const text = cell.replace(LINE_BREAK, '\n');
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
