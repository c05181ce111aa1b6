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
 * @param key - The columns by which the result is in a total order: two rows in a row that share them are a problem, for they
 *   could come the other way round.
 * @throws EvidenceProblem where they are none
 */
export function readResult(
  bytes: AsyncIterable<Uint8Array>,
  { question, version }: Pick<RowLeaf, 'question' | 'version'>,
  key: readonly string[] = [],
): ResultReader {
  const columns: string[] = [];
  return { columns, rows: rowsOf(bytes, { question, version }, key, columns) };
}

async function* rowsOf(
  bytes: AsyncIterable<Uint8Array>,
  of: Pick<RowLeaf, 'question' | 'version'>,
  key: readonly string[],
  columns: string[],
): AsyncIterable<ResultRow> {
  let position = -1;
  let places: number[] = [];
  let before: (string | null)[] | undefined;
  for await (const { line, fields, text } of csvRecords(bytes)) {
    if (position < 0) {
      columns.push(...fields.map(name => name ?? ''));
      position = 0;
      places = key.map(name => columns.indexOf(name));
      continue;
    }
    if (fields.length !== columns.length) {
      throw malformed(
        line,
        `has ${fields.length} fields where the header has ${columns.length}`,
      );
    }
    const last = before;
    if (last && places.length > 0 && places.every(i => last[i] === fields[i])) {
      throw malformed(
        line,
        `has the same ${key.join(
          ', ',
        )} as the row before it: the key of a question must tell its rows apart`,
      );
    }
    before = fields;
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
