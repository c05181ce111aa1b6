import { Column, ColumnType } from '../report/model';

const sqlTypes: Record<ColumnType, string> = {
  // With this collation an order is the same on every server.
  text: 'text COLLATE "C"',
  integer: 'bigint',
  numeric: 'numeric',
  boolean: 'boolean',
  timestamp: 'timestamptz',
  date: 'date',
};

/** A name as SQL takes it, whatever it holds. */
export function quotedName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Makes the table of a source; the schema is that of the session. Nothing in it outlives the run, so it is not logged. */
export function createTableSql(
  table: string,
  columns: readonly Column[],
): string {
  const lines = columns.map(
    ({ name, type, required }) =>
      `${quotedName(name)} ${sqlTypes[type]}${required ? ' NOT NULL' : ''}`,
  );
  return `CREATE UNLOGGED TABLE ${quotedName(table)} (${lines.join(', ')})`;
}

/** Fills it from {@link csvLine}s. */
export function copyInSql(
  table: string,
  columns: readonly Column[],
  from: string,
): string {
  const names = columns.map(({ name }) => quotedName(name)).join(', ');
  return `COPY ${quotedName(table)} (${names}) FROM ${from} (FORMAT csv)`;
}

/** Gives the normative bytes of a query; a comment at its end does not swallow what follows. */
export function copyOutSql(query: string): string {
  return `COPY (\n${query}\n) TO STDOUT (FORMAT csv, HEADER)`;
}

/** One row as COPY reads it, with its newline: null is an empty field, an empty text has quotes. */
export function csvLine(row: readonly (string | null)[]): string {
  let line = '';
  for (let i = 0; i < row.length; i++) {
    const value = row[i];
    if (i > 0) line += ',';
    if (value === null) continue;
    line += /[",\n\r\\]|^$|^\s|\s$/.test(value)
      ? `"${value.replaceAll('"', '""')}"`
      : value;
  }
  return `${line}\n`;
}
