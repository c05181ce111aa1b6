import {
  BringRecords,
  MOST_BROUGHT,
} from '@countersign/plugin-governance-common';
import {
  ImportMapping,
  MappedRecord,
  mapRows,
  missingColumns,
  readExport,
  readMapping,
  RowProblem,
  UnreadableExport,
} from '@countersign/plugin-governance-common/imports';
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { readText } from '../../input/files';
import { CommandFailure } from '../../output/failure';

/** Bytes of records that are sent at once: the portal takes a mebibyte. */
const MOST_BYTES = 600_000;

/** A file of another system, mapped. */
export interface ImportFile {
  path: string;
  records: MappedRecord[];
  problems: RowProblem[];
  /** What the portal is told of it. */
  origin: BringRecords['file'];
}

/**
 * Reads a mapping.
 *
 * @throws CommandFailure that names line and key of all that is wrong
 */
export async function readMappingFile(path: string): Promise<ImportMapping> {
  const read = readMapping(await readText(path));
  if ('mapping' in read) return read.mapping;
  throw new CommandFailure(
    `${path} is no mapping.\n${read.problems
      .map(
        ({ line, path: key, message }) =>
          `  ${path}:${line}: ${key ? `${key}: ` : ''}${message}`,
      )
      .join('\n')}`,
  );
}

/**
 * Reads a file of the other system by the mapping.
 *
 * @throws CommandFailure when it is none, or lacks a column that the mapping names
 */
export async function readImportFile(
  path: string,
  mapping: ImportMapping,
): Promise<ImportFile> {
  const text = await readText(path);
  try {
    const rows = readExport(text, mapping);
    const missing = missingColumns(rows, mapping);
    if (missing.length) {
      throw new CommandFailure(
        `${path} does not fit the mapping.\n${missing
          .map(each => `  ${each.path}: ${each.message}`)
          .join('\n')}`,
      );
    }
    const digest = createHash('sha256').update(text).digest('hex');
    return {
      path,
      ...mapRows(rows, mapping),
      origin: { name: basename(path), digest: `sha256:${digest}` },
    };
  } catch (error) {
    if (error instanceof UnreadableExport) {
      throw new CommandFailure(`${path}: ${error.message}`);
    }
    throw error;
  }
}

/** The records of a file in parts that the portal takes at once. */
export function partsOf(records: readonly MappedRecord[]): MappedRecord[][] {
  const parts: MappedRecord[][] = [];
  let bytes = Infinity;
  for (const record of records) {
    const size = Buffer.byteLength(JSON.stringify(record));
    const last = parts.at(-1);
    if (!last || last.length === MOST_BROUGHT || bytes + size > MOST_BYTES) {
      parts.push([record]);
      bytes = size;
    } else {
      last.push(record);
      bytes += size;
    }
  }
  return parts;
}
