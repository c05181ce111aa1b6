import { isEvidenceColumn } from '../../evidence';
import { Cause, CauseKind, ComparedRun, scopeDifference } from './causes';

/** A row of an answer, with its place among the others. */
export interface ComparedRow {
  position: number;
  values: readonly (string | null)[];
}

/** How a row differs between two runs. */
export type Difference = 'added' | 'removed' | 'changed';

/** One row that differs. */
export interface RowDifference {
  kind: Difference;
  /** The values that name the row. */
  key: (string | null)[];
  older?: ComparedRow;
  newer?: ComparedRow;
  /** The columns whose values differ; only of a changed row. */
  columns: string[];
  /** Why, the most telling first; empty where nothing explains it. */
  causes: CauseKind[];
}

/** Reads the values of a row by their columns. */
function readerOf(columns: readonly string[]) {
  const places = new Map(columns.map((name, i) => [name, i]));
  return (row: ComparedRow, column: string): string | null => {
    const place = places.get(column);
    return place === undefined ? null : row.values[place];
  };
}

/** Rows with the same key are told apart by their order: a source may hold duplicates. */
class Numbered {
  readonly #counts = new Map<string, number>();

  next(key: readonly (string | null)[]): string {
    const text = JSON.stringify(key);
    const count = this.#counts.get(text) ?? 0;
    this.#counts.set(text, count + 1);
    return count === 0 ? text : `${text}#${count}`;
  }
}

/** What two runs answered to one question. */
export interface ComparedAnswers {
  older: { columns: readonly string[]; rows: AsyncIterable<ComparedRow> };
  newer: { columns: readonly string[]; rows: AsyncIterable<ComparedRow> };
  /** The columns that name a row. */
  key: readonly string[];
  /** What differs in what the runs worked with. */
  causes: readonly Cause[];
  scope: Pick<ComparedRun, 'parameters'>[];
}

/** Why one row differs: what holds for the row alone goes before what holds for all of them. */
function causesOf(
  values: readonly (string | null)[],
  inScopeOfOne: ReadonlySet<string>,
  causes: readonly Cause[],
): CauseKind[] {
  const kinds = [...new Set(causes.map(({ kind }) => kind))];
  const byScope = values.some(
    value => value !== null && inScopeOfOne.has(value),
  );
  if (byScope) return ['scope'];
  // A list that only grew explains no row whose values were in scope before: another kind of cause does.
  const others = kinds.filter(kind => kind !== 'scope');
  return inScopeOfOne.size > 0 && others.length > 0 ? others : kinds;
}

/**
 * Compares two answers row by row. It holds the rows of the older one, and streams those of the newer one: first the rows
 * that were added or changed in their new order, then those that were removed in their old one.
 */
export async function* compareRows({
  older,
  newer,
  key,
  causes,
  scope,
}: ComparedAnswers): AsyncGenerator<RowDifference> {
  const [before, after] = scope;
  const { added, removed } = scopeDifference(
    before?.parameters ?? {},
    after?.parameters ?? {},
  );
  const olderValue = readerOf(older.columns);
  const newerValue = readerOf(newer.columns);
  // Names of evidence are other ones in every run: they tell nothing about a row.
  const compared = [...new Set([...older.columns, ...newer.columns])].filter(
    column => !isEvidenceColumn(column),
  );
  const left = new Map<string, ComparedRow>();
  const olderNumbers = new Numbered();
  for await (const row of older.rows) {
    left.set(
      olderNumbers.next(key.map(column => olderValue(row, column))),
      row,
    );
  }
  const newerNumbers = new Numbered();
  for await (const row of newer.rows) {
    const named = key.map(column => newerValue(row, column));
    const id = newerNumbers.next(named);
    const was = left.get(id);
    left.delete(id);
    if (!was) {
      yield {
        kind: 'added',
        key: named,
        newer: row,
        columns: [],
        causes: causesOf(row.values, added, causes),
      };
      continue;
    }
    const columns = compared.filter(
      column => olderValue(was, column) !== newerValue(row, column),
    );
    if (columns.length === 0) continue;
    const kinds = [...new Set(causes.map(({ kind }) => kind))];
    yield {
      kind: 'changed',
      key: named,
      older: was,
      newer: row,
      columns,
      causes: kinds,
    };
  }
  for (const row of left.values()) {
    yield {
      kind: 'removed',
      key: key.map(column => olderValue(row, column)),
      older: row,
      columns: [],
      causes: causesOf(row.values, removed, causes),
    };
  }
}
