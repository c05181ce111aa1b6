import { Knex } from 'knex';

interface Column {
  type: string;
  required: boolean;
  /** The database says what stands there where nobody does. */
  filled: boolean;
}

interface Rule {
  table: string;
  columns: string[];
  definition: string;
}

/** The tables of a database as those who write to them meet them. */
export interface TableShape {
  /** By `table.column`. */
  columns: Record<string, Column>;
  /** Constraints and unique indexes, by `table: name`. */
  rules: Record<string, Rule>;
}

/** The tables in the schema that the connection is in. */
export async function tableShape(knex: Knex): Promise<TableShape> {
  const columns = await knex.raw<{ rows: (Column & { name: string })[] }>(
    `SELECT c.relname || '.' || a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
        a.attnotnull AS required, (a.atthasdef OR a.attidentity <> '') AS filled
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
      WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v')
        AND a.attnum > 0 AND NOT a.attisdropped AND c.relname !~ 'knex_migrations'`,
  );
  const rules = await knex.raw<{ rows: (Rule & { name: string })[] }>(
    `SELECT c.relname || ': ' || o.conname AS name, c.relname AS table, pg_get_constraintdef(o.oid) AS definition,
        ARRAY(SELECT attname::text FROM pg_attribute WHERE attrelid = c.oid AND attnum = ANY (o.conkey)) AS columns
      FROM pg_constraint o JOIN pg_class c ON c.oid = o.conrelid
      WHERE c.relnamespace = current_schema()::regnamespace AND o.contype IN ('c', 'f', 'p', 'u', 'x')
      UNION ALL
      SELECT c.relname || ': ' || i.relname, c.relname, pg_get_indexdef(i.oid),
        ARRAY(SELECT attname::text FROM pg_attribute WHERE attrelid = c.oid AND attnum = ANY (x.indkey))
      FROM pg_index x JOIN pg_class c ON c.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
      WHERE c.relnamespace = current_schema()::regnamespace AND x.indisunique
        AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.oid)`,
  );
  const byName = <T extends { name: string }>(rows: T[]) =>
    Object.fromEntries(rows.map(row => [row.name, row]));
  return { columns: byName(columns.rows), rules: byName(rules.rows) };
}

/**
 * What of newer tables is in the way of whoever writes and reads them as the older ones, each as a sentence. A rule that is
 * there again under its name may have become wider or narrower: `reviewed` are those that somebody has looked at.
 */
export function inTheWayOfOlder(
  older: TableShape,
  newer: TableShape,
  reviewed: readonly string[] = [],
): string[] {
  const problems: string[] = [];
  const tableOf = (column: string) => column.split('.')[0];
  const tables = new Set(Object.keys(older.columns).map(tableOf));
  for (const [name, column] of Object.entries(older.columns)) {
    const now = newer.columns[name];
    if (!now) problems.push(`${name} is gone`);
    else if (now.type !== column.type) {
      problems.push(`${name} is ${now.type} and was ${column.type}`);
    } else if (now.required && !column.required) {
      problems.push(`${name} must be said now`);
    }
  }
  for (const [name, { required, filled }] of Object.entries(newer.columns)) {
    const isNew = tables.has(tableOf(name)) && !older.columns[name];
    if (isNew && required && !filled) {
      problems.push(`${name} is new and must be said`);
    }
  }
  for (const [name, rule] of Object.entries(newer.rules)) {
    const was = older.rules[name];
    const isOfOld = rule.columns.some(
      column => older.columns[`${rule.table}.${column}`],
    );
    if (isOfOld && was?.definition !== rule.definition) {
      if (!reviewed.includes(name)) {
        problems.push(`${name} is ${was ? 'another' : 'new'}`);
      }
    }
  }
  return problems;
}
