import { Column } from '../report/model';
import { CsvRecord, csvRecordBatches } from './csvRecords';
import { absent, driftOf, empty, kindOf, retyped } from './drift';
import { Drift, EvidenceProblem, malformed } from './EvidenceProblem';
import { JsonRecord, RecordBatches } from './jsonRecords';
import { JsonRow } from './JsonRow';
import { RawLayout, rawRecords, recordBatches } from './rawRecords';
import { RawSummary } from './RawSummary';
import { recordReaders } from './readers';
import { RecordReader } from './readers/model';
import { ValueReader, valueReaders } from './values';

export type { RawLayout };

/** One value a declared column, in their order. */
export type RawRow = (string | null)[];

/** No more rows are handed on at once, however many come together. */
const MOST_AT_ONCE = 2000;

/**
 * The rows of raw evidence, as they come: one value a declared column, as its type reads it. Whatever differs from the
 * declaration is named, never guessed.
 *
 * @param summary - Told of every record, with fields that nobody declared too.
 * @throws EvidenceProblem of the first record that has one
 */
export async function* readRows(
  chunks: AsyncIterable<Uint8Array>,
  layout: RawLayout,
  summary: RawSummary = new RawSummary(),
): AsyncIterable<RawRow> {
  for await (const rows of readRowBatches(chunks, layout, summary)) yield* rows;
}

/** The same, some rows at a time: to wait for each alone takes longer than to read it. */
export async function* readRowBatches(
  chunks: AsyncIterable<Uint8Array>,
  layout: RawLayout,
  summary: RawSummary = new RawSummary(),
): AsyncIterable<RawRow[]> {
  let rows: RawRow[] = [];
  for await (const some of someRows(chunks, layout, summary)) {
    for (const row of some) {
      rows.push(row);
      if (rows.length >= MOST_AT_ONCE) {
        yield rows;
        rows = [];
      }
    }
    if (rows.length > 0) {
      yield rows;
      rows = [];
    }
  }
}

function someRows(
  chunks: AsyncIterable<Uint8Array>,
  layout: RawLayout,
  summary: RawSummary,
): AsyncIterable<Iterable<RawRow>> {
  const { format, readAs, columns } = layout;
  if (readAs !== undefined) {
    return normalRows(chunks, layout, recordReaders[readAs], summary);
  }
  return format === 'csv'
    ? csvRows(csvRecordBatches(chunks), columns, summary)
    : jsonRows(recordBatches(chunks, layout, false), columns, summary);
}

/** Rows of records that are brought into one form first. */
async function* normalRows(
  chunks: AsyncIterable<Uint8Array>,
  layout: RawLayout,
  reader: RecordReader,
  summary: RawSummary,
): AsyncIterable<Iterable<RawRow>> {
  async function* told() {
    for await (const record of rawRecords(
      chunks,
      layout,
      reader.wholeBodies ?? false,
    )) {
      summary.records += 1;
      sawFields(record, summary);
      yield record;
    }
  }
  const row = new JsonRow(layout.columns);
  for await (const record of reader.read(told(), summary)) {
    const read = row.read(record, (column, found) =>
      driftOf(record, column, found, layout.columns),
    );
    summary.rows += 1;
    yield [read];
  }
}

/** Reads the records of a CSV by the declared columns. */
class CsvRow {
  readonly #places: number[];
  readonly #width: number;
  readonly #readers: ValueReader[];

  /** @throws EvidenceProblem where the header lacks a column, or has one twice */
  constructor(
    { fields, line }: CsvRecord,
    private readonly columns: readonly Column[],
  ) {
    this.#places = headerPlaces(fields, columns, line);
    this.#width = fields.length;
    this.#readers = columns.map(({ type }) => valueReaders[type]);
  }

  /** @throws EvidenceProblem with every problem of the record */
  read({ line, fields }: CsvRecord): RawRow {
    const { columns } = this;
    if (fields.length !== this.#width) {
      throw malformed(
        line,
        `has ${fields.length} fields where the header has ${this.#width}`,
      );
    }
    const row: RawRow = new Array(columns.length);
    let drift: Drift[] | undefined;
    for (let i = 0; i < columns.length; i++) {
      const place = this.#places[i];
      const text = place < 0 ? null : fields[place];
      const value = text === null ? null : this.#readers[i](text);
      if (value === undefined) {
        (drift ??= []).push(retyped(columns[i], line, text));
      } else if (value === null && columns[i].required) {
        (drift ??= []).push(empty(columns[i], line));
      } else row[i] = value;
    }
    if (drift) throw new EvidenceProblem(drift);
    return row;
  }
}

async function* csvRows(
  batches: AsyncIterable<Iterable<CsvRecord>>,
  columns: readonly Column[],
  summary: RawSummary,
): AsyncIterable<Iterable<RawRow>> {
  let reader: CsvRow | undefined;
  function* rows(records: Iterable<CsvRecord>): Iterable<RawRow> {
    for (const record of records) {
      if (!reader) {
        reader = new CsvRow(record, columns);
        record.fields.forEach(field => summary.saw(field ?? '', 'text'));
        continue;
      }
      const row = reader.read(record);
      summary.records += 1;
      summary.rows += 1;
      yield row;
    }
  }
  for await (const records of batches) yield rows(records);
  if (!reader) throw malformed(1, 'is missing: a CSV begins with its header');
}

function sawFields({ value }: JsonRecord, summary: RawSummary): void {
  for (const field of Object.keys(value)) {
    summary.saw(field, kindOf(value[field]));
  }
}

function headerPlaces(
  header: readonly (string | null)[],
  columns: readonly Column[],
  line: number,
): number[] {
  const names = header.map(name => name ?? '');
  const drift: Drift[] = [];
  const places = columns.map(column => {
    const from = column.from ?? column.name;
    const place = names.indexOf(from);
    if (place < 0) drift.push(absent(column, names, columns, line));
    else if (names.indexOf(from, place + 1) >= 0) {
      drift.push({
        kind: 'malformed',
        column: column.name,
        line,
        message: `the header has ${from} twice`,
      });
    }
    return place;
  });
  if (drift.length > 0) throw new EvidenceProblem(drift);
  return places;
}

async function* jsonRows(
  batches: RecordBatches,
  columns: readonly Column[],
  summary: RawSummary,
): AsyncIterable<Iterable<RawRow>> {
  const reader = new JsonRow(columns);
  let line = 1;
  function* rows(records: Iterable<JsonRecord>): Iterable<RawRow> {
    for (const record of records) {
      line = record.line;
      sawFields(record, summary);
      const row = reader.read(record, (column, found) =>
        driftOf(record, column, found, columns),
      );
      summary.records += 1;
      summary.rows += 1;
      yield row;
    }
  }
  for await (const records of batches) yield rows(records);
  const unseen = summary.rows > 0 ? reader.unseen() : [];
  if (unseen.length > 0) {
    throw new EvidenceProblem(
      unseen.map(column => absent(column, summary.fields(), columns, line)),
    );
  }
}
