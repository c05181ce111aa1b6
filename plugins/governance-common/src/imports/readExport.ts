import { parse } from 'csv-parse/sync';
import { ImportMapping } from './mapping';

/** One record of an export, as the other system has it. */
export interface ExportedRow {
  /** As a spreadsheet counts rows; in JSON, the first record is 1. */
  row: number;
  value: Record<string, unknown>;
}

/** What a file cannot be read for. */
export class UnreadableExport extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnreadableExport';
  }
}

/** The members under which the answers of these APIs have their records. */
const members = { servicenow: 'result', jira: 'issues' } as const;

/**
 * The rows of a file.
 *
 * @throws UnreadableExport saying what the file should have been
 */
export function readExport(
  text: string,
  { format, separator }: Pick<ImportMapping, 'format' | 'separator'>,
): ExportedRow[] {
  return format === 'csv'
    ? readCsv(text, separator)
    : readJson(text, members[format]);
}

function readCsv(text: string, separator: string): ExportedRow[] {
  let records: string[][];
  try {
    records = parse(text, {
      bom: true,
      delimiter: separator,
      // A row that is too short or too long is refused by its number below: the rest can be read.
      relax_column_count: true,
      skip_empty_lines: true,
    });
  } catch (error) {
    throw new UnreadableExport(
      `It is no CSV file with "${separator}" between its cells: ${
        error instanceof Error ? error.message : String(error)
      }`,
    );
  }
  const [header, ...rows] = records;
  if (!header) throw new UnreadableExport('It is empty.');
  const names = header.map(name => name.trim());
  const twice = names.find((name, i) => name && names.indexOf(name) !== i);
  if (twice) {
    throw new UnreadableExport(
      `Two columns are called ${twice}. Rename one of them.`,
    );
  }
  return rows.map((cells, i) => {
    const row = i + 2;
    if (cells.length !== names.length) {
      throw new UnreadableExport(
        `Row ${row} has ${cells.length} cells, but there are ${names.length} columns. A text with "${separator}" in it stands in quotation marks.`,
      );
    }
    return {
      row,
      value: Object.fromEntries(names.map((name, k) => [name, cells[k]])),
    };
  });
}

function readJson(text: string, member: string): ExportedRow[] {
  let content: unknown;
  try {
    content = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new UnreadableExport(
      `It is no JSON: ${
        error instanceof Error ? error.message : String(error)
      }`,
    );
  }
  const list = isObject(content) ? content[member] : content;
  if (!Array.isArray(list) || !list.every(isObject)) {
    throw new UnreadableExport(
      `It must be the answer of the API as it is, with its records in "${member}".`,
    );
  }
  return list.map((value, i) => ({ row: i + 1, value }));
}

/** Whether a value of JSON has members. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
