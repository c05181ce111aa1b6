import { Column } from '../report/model';
import { CsvRecord, csvRecords } from './csvRecords';
import { absent, driftOf, empty, kindOf, retyped } from './drift';
import { Drift, EvidenceProblem, malformed } from './EvidenceProblem';
import { JsonRecord } from './jsonRecords';
import { JsonRow } from './JsonRow';
import { RawLayout, rawRecords } from './rawRecords';
import { RawSummary } from './RawSummary';
import { recordReaders } from './readers';
import { RecordReader } from './readers/model';
import { valueReaders } from './values';

export type { RawLayout };

/** One value a declared column, in their order. */
export type RawRow = (string | null)[];

/**
 * The rows of raw evidence, as they come: one value a declared column, as its type reads it. Whatever differs from the
 * declaration is named, never guessed.
 *
 * @param summary - Told of every record, with fields that nobody declared too.
 * @throws EvidenceProblem of the first record that has one
 */
export function readRows(
  chunks: AsyncIterable<Uint8Array>,
  layout: RawLayout,
  summary: RawSummary = new RawSummary(),
): AsyncIterable<RawRow> {
  const { format, readAs, columns } = layout;
  if (readAs !== undefined) {
    return normalRows(chunks, layout, recordReaders[readAs], summary);
  }
  return format === 'csv'
    ? csvRows(csvRecords(chunks), columns, summary)
    : jsonRows(rawRecords(chunks, layout, false), columns, summary);
}

/** Rows of records that are brought into one form first. */
function normalRows(
  chunks: AsyncIterable<Uint8Array>,
  layout: RawLayout,
  reader: RecordReader,
  summary: RawSummary,
): AsyncIterable<RawRow> {
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
  async function* rows() {
    const row = new JsonRow(layout.columns);
    for await (const record of reader.read(told(), summary)) {
      yield row.read(record, (column, found) =>
        driftOf(record, column, found, layout.columns),
      );
      summary.rows += 1;
    }
  }
  return rows();
}

async function* csvRows(
  records: AsyncIterable<CsvRecord>,
  columns: readonly Column[],
  summary: RawSummary,
): AsyncIterable<RawRow> {
  let places: number[] | undefined;
  let width = 0;
  const readers = columns.map(({ type }) => valueReaders[type]);
  for await (const { line, fields } of records) {
    if (!places) {
      places = headerPlaces(fields, columns, line);
      width = fields.length;
      fields.forEach(field => summary.saw(field ?? '', 'text'));
      continue;
    }
    if (fields.length !== width) {
      throw malformed(
        line,
        `has ${fields.length} fields where the header has ${width}`,
      );
    }
    const row: RawRow = new Array(columns.length);
    const drift: Drift[] = [];
    for (let i = 0; i < columns.length; i++) {
      const text = places[i] < 0 ? null : fields[places[i]];
      const value = text === null ? null : readers[i](text);
      if (value === undefined) drift.push(retyped(columns[i], line, text));
      else if (value === null && columns[i].required) {
        drift.push(empty(columns[i], line));
      } else row[i] = value;
    }
    if (drift.length > 0) throw new EvidenceProblem(drift);
    summary.records += 1;
    summary.rows += 1;
    yield row;
  }
  if (!places) throw malformed(1, 'is missing: a CSV begins with its header');
}

function sawFields({ value }: JsonRecord, summary: RawSummary): void {
  for (const [field, each] of Object.entries(value)) {
    summary.saw(field, kindOf(each));
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
  records: AsyncIterable<JsonRecord>,
  columns: readonly Column[],
  summary: RawSummary,
): AsyncIterable<RawRow> {
  const reader = new JsonRow(columns);
  let line = 1;
  for await (const record of records) {
    line = record.line;
    sawFields(record, summary);
    const row = reader.read(record, (column, found) =>
      driftOf(record, column, found, columns),
    );
    summary.records += 1;
    summary.rows += 1;
    yield row;
  }
  const unseen = summary.rows > 0 ? reader.unseen() : [];
  if (unseen.length > 0) {
    throw new EvidenceProblem(
      unseen.map(column => absent(column, summary.fields(), columns, line)),
    );
  }
}
