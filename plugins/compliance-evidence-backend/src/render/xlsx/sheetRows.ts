import { FillableSheet, fixedCell } from './SheetTemplate';
import { limits, linkCell, textCell, valueCell } from './cells';

const PIECE = 64 * 1024;

/** Where rows come from, and where each leads. */
export interface SheetRows {
  question: string;
  columns: readonly string[];
  /** How many there are. */
  count: number;
  rows: AsyncIterable<readonly (string | null)[]>;
  link: (position: number) => string;
}

/** How many rows fit; one is kept for saying that there are more. */
export function rowsThatFit(firstRow: number, count: number): number {
  const room = limits.rows - firstRow + 1;
  return count <= room ? count : room - 1;
}

/** The last row of a sheet that is filled; an empty result leaves one empty row. */
export function lastRow(firstRow: number, count: number): number {
  const fit = rowsThatFit(firstRow, count);
  return firstRow + Math.max(1, fit < count ? fit + 1 : fit) - 1;
}

/** The XML of the rows, in pieces. */
export async function* sheetRows(
  { row: firstRow, rowTag, cells }: FillableSheet,
  { question, columns, count, rows, link }: SheetRows,
): AsyncIterable<string> {
  const evidence = evidenceColumn(columns);
  const fit = rowsThatFit(firstRow, count);
  let position = 0;
  let text = '';
  for await (const values of rows) {
    if (values.length !== columns.length) {
      throw new Error(
        `Row ${position} of ${question} has ${values.length} values for ${columns.length} columns`,
      );
    }
    if (position < fit) {
      const r = firstRow + position;
      text += `<row r="${r}"${rowTag}>`;
      for (const cell of cells) {
        const place = `r="${cell.letters}${r}"${cell.style}`;
        if ('column' in cell) {
          text += valueCell(place, values[cell.column], cell.kind);
        } else if ('link' in cell) {
          text += linkCell(place, link(position), values[evidence] ?? '–');
        } else text += fixedCell(place, cell.fixed);
      }
      text += '</row>';
    }
    position++;
    if (text.length >= PIECE) {
      yield text;
      text = '';
    }
  }
  if (position !== count) {
    throw new Error(
      `${question} has ${position} rows where the run says ${count}`,
    );
  }
  if (count === 0) text += emptyRow(firstRow, rowTag, cells);
  if (fit < count) {
    const r = firstRow + fit;
    text += `<row r="${r}">${textCell(
      `r="A${r}"`,
      `${
        count - fit
      } more rows are in results/${question}.csv: a sheet ends here`,
    )}</row>`;
  }
  yield text;
}

/** The styles stay, so that whoever filters or prints the sheet finds what the template had. */
function emptyRow(row: number, rowTag: string, cells: FillableSheet['cells']) {
  const empty = cells.map(
    ({ letters, style }) => `<c r="${letters}${row}"${style}/>`,
  );
  return `<row r="${row}"${rowTag}>${empty.join('')}</row>`;
}

/** The column that names the evidence, or the first of several. */
function evidenceColumn(columns: readonly string[]): number {
  const own = columns.indexOf('evidence_id');
  return own >= 0
    ? own
    : columns.findIndex(name => name.endsWith('_evidence_id'));
}
