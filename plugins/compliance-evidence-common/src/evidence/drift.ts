import { nearestWord } from '@countersign/plugin-governance-common';
import { Column } from '../report/model';
import { Drift } from './EvidenceProblem';
import { JsonRecord } from './jsonRecords';
import { typeWords } from './values';

/** What is wrong where a declared column is absent, empty, or of another type. */
export function driftOf(
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

/** What a value is, for the fingerprint of a schema. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}

/** A declared column that is not there, and what may be its new name. */
export function absent(
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

export function empty({ name }: Column, line: number, place?: string): Drift {
  return {
    kind: 'missing',
    column: name,
    line,
    message: `${place ? `${place}: ` : ''}${name} is required and has no value`,
  };
}

export function retyped(
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
