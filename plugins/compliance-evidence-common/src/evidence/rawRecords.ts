import { parseExactJson } from '@countersign/plugin-governance-common';
import { Column, RawFormat, RecordKind } from '../report/model';
import { CsvRecord, csvRecordBatches } from './csvRecords';
import { malformed } from './EvidenceProblem';
import {
  bodyRecords,
  JsonRecord,
  ndjsonRecords,
  pageRecords,
  RecordBatches,
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
export async function* rawRecords(
  chunks: AsyncIterable<Uint8Array>,
  layout: RawLayout,
  wholeBodies: boolean,
): AsyncIterable<JsonRecord> {
  for await (const records of recordBatches(chunks, layout, wholeBodies)) {
    yield* records;
  }
}

/** The same, as many at a time as come together. */
export function recordBatches(
  chunks: AsyncIterable<Uint8Array>,
  { format, recordsAt }: RawLayout,
  wholeBodies: boolean,
): RecordBatches {
  const at = recordsAt ?? (wholeBodies ? undefined : '');
  switch (format) {
    case 'csv':
      return csvObjects(csvRecordBatches(chunks));
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
  batches: AsyncIterable<Iterable<CsvRecord>>,
): RecordBatches {
  let names: string[] | undefined;
  function* objects(records: Iterable<CsvRecord>): Iterable<JsonRecord> {
    for (const { line, fields } of records) {
      if (names) yield objectOf(line, fields, names);
      else names = fields.map(name => name ?? '');
    }
  }
  for await (const records of batches) yield objects(records);
  if (!names) throw malformed(1, 'is missing: a CSV begins with its header');
}

function objectOf(
  line: number,
  fields: readonly (string | null)[],
  names: readonly string[],
): JsonRecord {
  if (fields.length !== names.length) {
    throw malformed(
      line,
      `has ${fields.length} fields where the header has ${names.length}`,
    );
  }
  const value = Object.fromEntries(
    names.map((name, i): [string, string | null] => [name, fields[i]]),
  );
  return { line, value, exact: () => value };
}
