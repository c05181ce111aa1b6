import {
  csvLine,
  EvidenceProblem,
  HandTable,
  readHandTable,
} from '@countersign/plugin-compliance-evidence-common';
import { wrongField } from '@countersign/plugin-governance-common';
import { Workbook } from '../render/xlsx/Workbook';
import { sheetTable } from './sheetTable';

class UnreadableFile extends Error {}

/** A table that was made by hand, as it was read, and as it is kept. */
export interface ReadHandFile {
  table: HandTable;
  /** As a CSV: what whoever verifies holds the answer against again. */
  csv: string;
}

/**
 * Reads a CSV or a workbook that was made by hand.
 *
 * @throws InputError which says what is wrong with the file
 */
export async function readHandFile(
  { name, sheet }: { name: string; sheet?: string },
  bytes: Uint8Array,
): Promise<ReadHandFile> {
  const ending = /\.(csv|xlsx)$/i.exec(name)?.[1].toLowerCase();
  if (!ending) {
    throw wrongField(
      'file.name',
      `${name} is neither a CSV nor a workbook: its name ends in .csv or .xlsx`,
    );
  }
  try {
    const csv = ending === 'csv' ? textOf(bytes) : sheetCsv(bytes, name, sheet);
    return { csv, table: await readHandTable(oneChunk(Buffer.from(csv))) };
  } catch (error) {
    if (error instanceof UnreadableFile || error instanceof EvidenceProblem) {
      throw wrongField('file.content', `${name}: ${error.message}`);
    }
    throw error;
  }
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      bytes,
    );
  } catch {
    throw new UnreadableFile(
      'it is not text in UTF-8: save it as "CSV UTF-8" in your spreadsheet program',
    );
  }
}

function sheetCsv(bytes: Uint8Array, name: string, sheet?: string): string {
  let workbook: Workbook;
  try {
    workbook = new Workbook(bytes, name);
  } catch (error) {
    throw new UnreadableFile((error as Error).message);
  }
  const names = [...workbook.sheets.keys()];
  const wanted = sheet ?? names[0];
  const part = workbook.sheets.get(wanted);
  if (part === undefined) {
    throw new UnreadableFile(
      `it has no sheet ${wanted}; it has ${names.join(', ')}`,
    );
  }
  return sheetTable(workbook, part).map(csvLine).join('');
}

async function* oneChunk(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}
