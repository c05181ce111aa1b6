import { csvRecords } from '../evidence/csvRecords';
import { EvidenceProblem } from '../evidence/EvidenceProblem';
import { ResultReader } from '../evidence/readResult';
import { didYouMean } from '@countersign/plugin-governance-common';
import { AskedOf, OutcomeOf } from './model';
import { sameValue } from './sameValue';

/** A table that somebody made by hand: a header, and rows as wide as it. */
export interface HandTable {
  header: readonly string[];
  rows: readonly (readonly (string | null)[])[];
}

/** The columns of the list of differences. */
export const differenceColumns = [
  'difference',
  'key',
  'column',
  'run',
  'by_hand',
] as const;

/**
 * Reads a CSV that was made by hand. Rows without any value are left out.
 *
 * @throws EvidenceProblem which names the line
 */
export async function readHandTable(
  chunks: AsyncIterable<Uint8Array>,
): Promise<HandTable> {
  let header: string[] | undefined;
  const rows: (string | null)[][] = [];
  for await (const { fields, line } of csvRecords(chunks)) {
    if (fields.every(field => field === null || field.trim() === '')) continue;
    if (!header) {
      // Spreadsheets like to begin a file with a byte order mark.
      header = fields.map(field => (field ?? '').replace(/^\uFEFF/, '').trim());
    } else if (fields.length === header.length) {
      rows.push(fields);
    } else {
      throw new EvidenceProblem([
        {
          kind: 'malformed',
          line,
          message: `has ${fields.length} fields where the header has ${header.length}`,
        },
      ]);
    }
  }
  if (!header) {
    throw new EvidenceProblem([
      { kind: 'malformed', line: 1, message: 'there is no header' },
    ]);
  }
  return { header, rows };
}

/** What is wrong with how a table is to be held against an answer. */
export interface ShadowProblem {
  field: 'file' | 'key' | 'columns';
  message: string;
}

/**
 * Says which header stands for which column: those that are named, and those of the same name.
 *
 * @param named - Header by column.
 */
export function matchColumns(
  columns: readonly string[],
  { header }: Pick<HandTable, 'header'>,
  key: readonly string[],
  named: Readonly<Record<string, string>> = {},
): {
  columns: { column: string; header: string }[];
  problems: ShadowProblem[];
} {
  const problems: ShadowProblem[] = [];
  const refuse = (field: ShadowProblem['field'], message: string) =>
    problems.push({ field, message });
  const again = header.find((name, i) => header.indexOf(name) < i);
  if (again !== undefined) refuse('file', `has two columns ${again}`);
  for (const [column, name] of Object.entries(named)) {
    if (!columns.includes(column)) {
      refuse(
        'columns',
        `${column} is no column of the answer${didYouMean(column, columns)}`,
      );
    }
    if (!header.includes(name)) {
      refuse(
        'columns',
        `${name} is no header of the file${didYouMean(name, header)}`,
      );
    }
  }
  const matched = columns.flatMap(column => {
    const name = Object.hasOwn(named, column) ? named[column] : column;
    return header.includes(name) ? [{ column, header: name }] : [];
  });
  for (const column of key) {
    if (!columns.includes(column)) {
      refuse(
        'key',
        `${column} is no column of the answer${didYouMean(column, columns)}`,
      );
    } else if (!matched.some(each => each.column === column)) {
      refuse(
        'key',
        `nothing in the file stands for ${column}: name its header under columns; the file has ${header.join(
          ', ',
        )}`,
      );
    }
  }
  return { columns: matched, problems };
}

const keyText = (values: readonly (string | null)[]) =>
  JSON.stringify(values.map(value => value?.trim() ?? ''));

/** Holds an answer against a table, row by row by its key and then cell by cell: the differences, and their numbers. */
export async function holdAgainst(
  { rows, columns: names }: ResultReader,
  table: HandTable,
  { key, columns }: Pick<AskedOf<'shadow'>, 'key' | 'columns'>,
): Promise<{
  outcome: OutcomeOf<'shadow'>;
  differences: (string | null)[][];
}> {
  const differences: (string | null)[][] = [];
  const outcome: OutcomeOf<'shadow'> = {
    kind: 'shadow',
    byHand: table.rows.length,
    ...{ same: 0, differ: 0, onlyInRun: 0, onlyByHand: 0, repeated: 0 },
    ...{ cells: 0, cellsDiffer: 0 },
  };
  const places = columns.map(({ column, header }) => ({
    column,
    byHand: table.header.indexOf(header),
  }));
  const keyPlaces = key.map(
    column => places.find(each => each.column === column)!.byHand,
  );
  const left = new Map<string, readonly (string | null)[]>();
  const repeated: string[] = [];
  for (const row of table.rows) {
    const id = keyText(keyPlaces.map(place => row[place]));
    if (left.has(id)) repeated.push(id);
    else left.set(id, row);
  }
  const note = (
    kind: string,
    id: string,
    cell: { column?: string; run?: string | null; byHand?: string | null } = {},
  ) =>
    differences.push([
      kind,
      (JSON.parse(id) as string[]).join(' · '),
      cell.column ?? null,
      cell.run ?? null,
      cell.byHand ?? null,
    ]);
  for await (const { fields } of rows) {
    const valueOf = (column: string) => fields[names.indexOf(column)] ?? null;
    const id = keyText(key.map(valueOf));
    const row = left.get(id);
    left.delete(id);
    if (!row) {
      outcome.onlyInRun += 1;
      note('only in run', id);
      continue;
    }
    outcome.cells += places.length;
    const other = places.filter(
      ({ column, byHand }) => !sameValue(valueOf(column), row[byHand]),
    );
    outcome.cellsDiffer += other.length;
    outcome[other.length === 0 ? 'same' : 'differ'] += 1;
    for (const { column, byHand } of other) {
      note('cell', id, { column, run: valueOf(column), byHand: row[byHand] });
    }
  }
  for (const id of left.keys()) {
    outcome.onlyByHand += 1;
    note('only by hand', id);
  }
  for (const id of repeated) {
    outcome.repeated += 1;
    note('twice by hand', id);
  }
  return { outcome, differences };
}

/** Whether nothing differs. */
export function isParity({
  differ,
  onlyInRun,
  onlyByHand,
  repeated,
}: OutcomeOf<'shadow'>): boolean {
  return differ + onlyInRun + onlyByHand + repeated === 0;
}
