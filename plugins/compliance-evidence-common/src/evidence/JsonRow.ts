import { ExactNumber } from '@countersign/plugin-governance-common';
import { Column } from '../report/model';
import { Drift, EvidenceProblem } from './EvidenceProblem';
import { JsonRecord, valueAt } from './jsonRecords';
import { RawRow } from './readRows';
import { ValueReader, valueReaders } from './values';

interface Field {
  column: Column;
  /** The name of the member, where it is one of the record itself. */
  member?: string;
  path: string[];
  read: ValueReader;
  seen: boolean;
}

/** Reads records by the declared columns. */
export class JsonRow {
  readonly #fields: Field[];

  constructor(columns: readonly Column[]) {
    this.#fields = columns.map(column => {
      const path = (column.from ?? column.name).split('.');
      return {
        column,
        ...(path.length === 1 && { member: path[0] }),
        path,
        read: valueReaders[column.type],
        seen: false,
      };
    });
  }

  /**
   * @param problem - Says what is wrong where a required column is absent (undefined) or empty (null), or a value is not
   *   of its type.
   * @throws EvidenceProblem with every problem of the record
   */
  read(
    record: JsonRecord,
    problem: (column: Column, found: unknown) => Drift,
  ): RawRow {
    const row: RawRow = new Array(this.#fields.length);
    let drift: Drift[] | undefined;
    for (let i = 0; i < this.#fields.length; i++) {
      const field = this.#fields[i];
      const found = valueOf(record.value, field);
      if (found !== undefined) field.seen = true;
      if (found === undefined || found === null) {
        row[i] = null;
        if (field.column.required) {
          (drift ??= []).push(problem(field.column, found));
        }
        continue;
      }
      const value = textFor(field, found, record);
      if (value === undefined) {
        (drift ??= []).push(problem(field.column, found));
      } else {
        row[i] = value;
      }
    }
    if (drift) throw new EvidenceProblem(drift);
    return row;
  }

  /** The declared columns that no record had. */
  unseen(): Column[] {
    return this.#fields.filter(({ seen }) => !seen).map(({ column }) => column);
  }
}

function valueOf(
  record: Readonly<Record<string, unknown>>,
  { member, path }: Field,
): unknown {
  if (member === undefined) return valueAt(record, path);
  return Object.hasOwn(record, member) ? record[member] : undefined;
}

/** A text for a text, a number for a number: anything else has another type than was declared. */
function textFor(
  field: Field,
  found: unknown,
  record: JsonRecord,
): string | undefined {
  const { type } = field.column;
  if (typeof found === 'string') {
    return type === 'boolean' ? undefined : field.read(found);
  }
  if (typeof found === 'boolean') {
    return type === 'boolean' ? String(found) : undefined;
  }
  if (typeof found !== 'number' || (type !== 'integer' && type !== 'numeric')) {
    return undefined;
  }
  if (type === 'integer' && Number.isSafeInteger(found)) return String(found);
  // A double may have lost what the text says: 0.10, or a number of twenty digits.
  const exact = valueOf(record.exact(), field);
  return exact instanceof ExactNumber || typeof exact === 'number'
    ? field.read(exact.toString())
    : undefined;
}
