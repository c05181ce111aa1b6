import {
  nearestWord,
  parseExactJson,
} from '@countersign/plugin-governance-common';
import { Column, RawFormat } from '../report/model';
import { CsvRecord, csvRecords } from './csvRecords';
import { Drift, EvidenceProblem, malformed } from './EvidenceProblem';
import { JsonRecord, ndjsonRecords, pageRecords } from './jsonRecords';
import { JsonRow } from './JsonRow';
import { RawSummary } from './RawSummary';
import { typeWords, valueReaders } from './values';

/** How raw bytes are to be read. */
export interface RawLayout {
  format: RawFormat;
  recordsAt?: string;
  columns: readonly Column[];
}

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
  { format, recordsAt = '', columns }: RawLayout,
  summary: RawSummary = new RawSummary(),
): AsyncIterable<RawRow> {
  switch (format) {
    case 'csv':
      return csvRows(csvRecords(chunks), columns, summary);
    case 'ndjson':
      return jsonRows(ndjsonRecords(chunks, parseExactJson), columns, summary);
    default:
      return jsonRows(
        pageRecords(chunks, recordsAt, parseExactJson),
        columns,
        summary,
      );
  }
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
    summary.rows += 1;
    yield row;
  }
  if (!places) throw malformed(1, 'is missing: a CSV begins with its header');
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
    for (const [field, value] of Object.entries(record.value)) {
      summary.saw(field, kindOf(value));
    }
    const row = reader.read(record, (column, found) =>
      driftOf(record, column, found, columns),
    );
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

function driftOf(
  { line, place, value }: JsonRecord,
  column: Column,
  found: unknown,
  columns: readonly Column[],
): Drift {
  if (found === undefined) {
    return absent(column, Object.keys(value), columns, line);
  }
  return found === null
    ? empty(column, line, place)
    : retyped(column, line, found, place);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}

function absent(
  column: Column,
  found: readonly string[],
  columns: readonly Column[],
  line: number,
): Drift {
  const from = column.from ?? column.name;
  const declared = new Set(columns.map(each => each.from ?? each.name));
  const others = found.filter(name => !declared.has(name));
  const renamed = nearestWord(from, others);
  return {
    kind: renamed === undefined ? 'missing' : 'renamed',
    column: column.name,
    line,
    message:
      renamed === undefined
        ? `the column ${
            column.name
          } is missing: there is no ${from} among ${listed(found)}`
        : `the column ${column.name} is missing: there is no ${from}, but there is ${renamed}, which may be its new name`,
  };
}

function listed(names: readonly string[]): string {
  const some = names.slice(0, 20).join(', ');
  return names.length > 20 ? `${some}, …` : some || 'no fields';
}

function empty({ name }: Column, line: number, place?: string): Drift {
  return {
    kind: 'missing',
    column: name,
    line,
    message: `${place ? `${place}: ` : ''}${name} is required and has no value`,
  };
}

function retyped(
  { name, type }: Column,
  line: number,
  found: unknown,
  place?: string,
): Drift {
  return {
    kind: 'retyped',
    column: name,
    line,
    message: `${place ? `${place}: ` : ''}${name} must be ${
      typeWords[type]
    }, not ${shown(found)}`,
  };
}

/** A value in a message: short, on one line. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null && !('canonical' in value)) {
    return 'an object';
  }
  const text = String(value).slice(0, 60);
  const clean = text.replace(/\p{Cc}/gu, '\uFFFD');
  return typeof value === 'string' ? `"${clean}"` : clean;
}
