import { parseExactJson } from '@countersign/plugin-governance-common';
import { Column, RawFormat, RecordKind } from '../report/model';
import { CsvRecord, csvRecords } from './csvRecords';
import { malformed } from './EvidenceProblem';
import {
  bodyRecords,
  JsonRecord,
  ndjsonRecords,
  pageRecords,
} from './jsonRecords';
import { parquetRecords } from './parquetRecords';

/** How raw bytes are to be read. */
export interface RawLayout {
  format: RawFormat;
  recordsAt?: string;
  readAs?: RecordKind;
  columns: readonly Column[];
}

/** Records as they come, whatever they are laid out in. */
export function rawRecords(
  chunks: AsyncIterable<Uint8Array>,
  { format, recordsAt }: RawLayout,
  wholeBodies: boolean,
): AsyncIterable<JsonRecord> {
  const at = recordsAt ?? (wholeBodies ? undefined : '');
  switch (format) {
    case 'csv':
      return csvObjects(csvRecords(chunks));
    case 'ndjson':
      return ndjsonRecords(chunks, parseExactJson);
    case 'parquet':
      return parquetRecords(chunks);
    case 'json':
      return bodyRecords(chunks, at, parseExactJson);
    default:
      return pageRecords(chunks, at, parseExactJson);
  }
}

/** The records of a CSV by the names of its header; an empty field is null. */
async function* csvObjects(
  records: AsyncIterable<CsvRecord>,
): AsyncIterable<JsonRecord> {
  let names: string[] | undefined;
  for await (const { line, fields } of records) {
    if (!names) {
      names = fields.map(name => name ?? '');
      continue;
    }
    if (fields.length !== names.length) {
      throw malformed(
        line,
        `has ${fields.length} fields where the header has ${names.length}`,
      );
    }
    const value = Object.fromEntries(
      names.map((name, i): [string, string | null] => [name, fields[i]]),
    );
    yield { line, value, exact: () => value };
  }
  if (!names) throw malformed(1, 'is missing: a CSV begins with its header');
}
