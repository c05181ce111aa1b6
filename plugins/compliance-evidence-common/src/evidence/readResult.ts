import { csvRecords } from './csvRecords';
import { malformed } from './EvidenceProblem';
import { RowLeaf } from './model';
import { evidenceOf } from './rowLeaf';

/** A row of a result, with its leaf. */
export interface ResultRow {
  leaf: RowLeaf;
  fields: (string | null)[];
}

/** The rows of a result, and its columns once the first piece was read. */
export interface ResultReader {
  /** Empty until the rows are read. */
  readonly columns: readonly string[];
  rows: AsyncIterable<ResultRow>;
}

/**
 * Reads the bytes of COPY … TO STDOUT (FORMAT csv, HEADER) row by row.
 *
 * @throws EvidenceProblem where they are none
 */
export function readResult(
  bytes: AsyncIterable<Uint8Array>,
  { question, version }: Pick<RowLeaf, 'question' | 'version'>,
): ResultReader {
  const columns: string[] = [];
  return { columns, rows: rowsOf(bytes, { question, version }, columns) };
}

async function* rowsOf(
  bytes: AsyncIterable<Uint8Array>,
  of: Pick<RowLeaf, 'question' | 'version'>,
  columns: string[],
): AsyncIterable<ResultRow> {
  let position = -1;
  for await (const { line, fields, text } of csvRecords(bytes)) {
    if (position < 0) {
      columns.push(...fields.map(name => name ?? ''));
      position = 0;
      continue;
    }
    if (fields.length !== columns.length) {
      throw malformed(
        line,
        `has ${fields.length} fields where the header has ${columns.length}`,
      );
    }
    yield {
      fields,
      leaf: {
        ...of,
        position,
        row: text,
        evidence: evidenceOf(columns, fields),
      },
    };
    position += 1;
  }
  if (position < 0)
    throw malformed(1, 'is missing: a result begins with its header');
}
