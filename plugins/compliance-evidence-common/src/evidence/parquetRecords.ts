import { ExactNumber } from '@countersign/plugin-governance-common';
import {
  FileMetaData,
  parquetMetadata,
  parquetReadObjects,
  snappyUncompress,
} from 'hyparquet';
import { EvidenceProblem, malformed } from './EvidenceProblem';
import { JsonRecord, RecordBatches } from './jsonRecords';
import { ParquetColumns, plainParsers } from './parquetValues';

/** Its directory stands at the end, and so it is held as a whole. */
const LARGEST_FILE = 256 * 1024 * 1024;
/** Of one column of one group of rows, unpacked. */
const LARGEST_PAGE = 256 * 1024 * 1024;
const MOST_ROWS = 20_000_000;
const ROWS_AT_ONCE = 20_000;

/**
 * The records of a Parquet file, group by group. The line of a record is its number.
 *
 * @throws EvidenceProblem where it is none, or packed in a way that is not read
 */
export async function* parquetRecords(
  chunks: AsyncIterable<Uint8Array>,
): RecordBatches {
  const bytes = await whole(chunks);
  const metadata = readable(() => parquetMetadata(bytes));
  demandReadable(metadata, bytes.byteLength);
  const columns = new ParquetColumns(metadata.schema);
  const rows = Number(metadata.num_rows);
  let at = 0;
  while (at < rows) {
    const end = Math.min(at + ROWS_AT_ONCE, rows);
    const found = await read(bytes, metadata, at, end);
    if (found.length !== end - at) {
      throw malformed(
        at + 1,
        `is not there: the file says that it has ${rows} rows, and ${
          at + found.length
        } are read`,
      );
    }
    yield recordsOf(found, at + 1, columns);
    at = end;
  }
}

function* recordsOf(
  rows: readonly Record<string, unknown>[],
  first: number,
  columns: ParquetColumns,
): Iterable<JsonRecord> {
  for (const [i, row] of rows.entries()) {
    yield {
      line: first + i,
      value: columns.record(row, Number),
      exact: () => columns.record(row, text => new ExactNumber(text)),
    };
  }
}

async function whole(chunks: AsyncIterable<Uint8Array>): Promise<ArrayBuffer> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of chunks) {
    size += piece.length;
    if (size > LARGEST_FILE) {
      throw malformed(
        1,
        `begins a Parquet file of more than ${LARGEST_FILE} bytes: write several smaller ones`,
      );
    }
    pieces.push(piece);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes.buffer;
}

/** What a file claims of itself is not believed before it is used. */
function demandReadable(metadata: FileMetaData, size: number): void {
  if (metadata.num_rows > BigInt(MOST_ROWS)) {
    throw malformed(
      1,
      `says that the file has ${metadata.num_rows} rows; ${MOST_ROWS} are read`,
    );
  }
  for (const group of metadata.row_groups) {
    for (const { meta_data: column } of group.columns) {
      if (!column) throw malformed(1, 'has a column without its description');
      const name = column.path_in_schema.join('.');
      if (column.codec !== 'UNCOMPRESSED' && column.codec !== 'SNAPPY') {
        throw malformed(
          1,
          `has ${name} compressed by ${column.codec}: SNAPPY is read, and what is not compressed`,
        );
      }
      if (column.total_compressed_size > BigInt(size)) {
        throw malformed(1, `says that ${name} is larger than the file`);
      }
    }
  }
}

/** Rows of a file, with nothing converted that would lose something. */
async function read(
  bytes: ArrayBuffer,
  metadata: FileMetaData,
  rowStart: number,
  rowEnd: number,
): Promise<Record<string, unknown>[]> {
  try {
    return await parquetReadObjects({
      file: bytes,
      metadata: {
        ...metadata,
        schema: ParquetColumns.plainSchema(metadata.schema),
      },
      rowStart,
      rowEnd,
      utf8: false,
      geoparquet: false,
      parsers: plainParsers,
      compressors: {
        SNAPPY: (input, length) => {
          if (length > LARGEST_PAGE) throw new Error('a page is too large');
          const page = new Uint8Array(length);
          snappyUncompress(input, page);
          return page;
        },
      },
    });
  } catch (error) {
    throw unreadable(error);
  }
}

function readable<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw unreadable(error);
  }
}

function unreadable(error: unknown): EvidenceProblem {
  if (error instanceof EvidenceProblem) return error;
  return malformed(
    1,
    `begins no Parquet file that can be read: ${
      error instanceof Error ? error.message : String(error)
    }`,
  );
}
