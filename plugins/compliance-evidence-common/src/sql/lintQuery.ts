import { didYouMean } from '@countersign/plugin-governance-common';
import { isEvidenceColumn } from '../evidence/rowLeaf';
import { names, opened, ParseSql, Refusals, sameNode, SqlNode } from './ast';
import { uncollated } from './calls';
import { SqlRefusal } from './model';
import { Queries } from './Queries';
import { outputOf } from './results';
import { Shape, ShapeColumn } from './Scope';

/** What a query may read, and what its result must have. */
export interface QueryContext {
  tables: ReadonlyMap<string, Shape>;
  /** Columns of the result that identify a row. */
  key: readonly string[];
  /** Somebody asks it once, of a run that is over: its rows name no evidence, and are told apart by what they are sorted by. */
  isAskedOnce?: boolean;
}

/** What is wrong with a query, and what its result looks like as far as it could be read. */
export interface LintedQuery {
  refusals: SqlRefusal[];
  columns: ShapeColumn[];
  /** The columns of the result that its last ORDER BY names. */
  orderedBy: string[];
}

/** Longer queries are nobody's work, and their trees take the parser's memory. */
const LONGEST_QUERY = 200_000;

/**
 * Holds a query to the portable profile: one SELECT over staged tables, in a total order, of which each row names its evidence,
 * and in which nothing depends on the server, its settings or the clock.
 */
export function lintQuery(
  sql: string,
  parse: ParseSql,
  context: QueryContext,
): LintedQuery {
  const refusals = new Refusals(sql);
  const select = parsed(sql, parse, refusals);
  if (!select)
    return { refusals: refusals.sorted(), columns: [], orderedBy: [] };
  const shape = new Queries(refusals).select(select, context.tables);
  const orderedBy = checkResult(select, shape, context, refusals);
  return {
    refusals: refusals.sorted(),
    columns: [...shape.columns],
    orderedBy,
  };
}

function parsed(
  sql: string,
  parse: ParseSql,
  refusals: Refusals,
): SqlNode | undefined {
  if (sql.length > LONGEST_QUERY) {
    refusals.add(
      0,
      'syntax',
      `the query has more than ${LONGEST_QUERY} characters`,
      'split it into several questions',
    );
    return undefined;
  }
  let tree: SqlNode;
  try {
    tree = parse(sql) as SqlNode;
  } catch (error) {
    const { message, sqlDetails } = error as {
      message: string;
      sqlDetails?: { cursorPosition?: number };
    };
    // PostgreSQL counts characters here, and bytes everywhere else.
    const before = [...sql]
      .slice(0, Math.max(0, sqlDetails?.cursorPosition ?? 0))
      .join('');
    refusals.add(
      new TextEncoder().encode(before).length,
      'syntax',
      message,
      'write one SELECT in the syntax of PostgreSQL 15',
    );
    return undefined;
  }
  const statements: SqlNode[] = tree.stmts ?? [];
  if (statements.length !== 1) {
    refusals.add(
      statements[1]?.stmt_location ?? 0,
      'one-statement',
      statements.length === 0
        ? 'there is no query'
        : `there are ${statements.length} statements`,
      'write exactly one SELECT',
    );
    return undefined;
  }
  if (statements[0].stmt_len) {
    refusals.add(
      (statements[0].stmt_location ?? 0) + statements[0].stmt_len,
      'one-statement',
      'there is a semicolon behind the query, which stands in a COPY when it is run',
      'leave the semicolon out',
    );
  }
  const [tag, inner] = opened(statements[0].stmt);
  if (tag === 'SelectStmt') return inner;
  refusals.add(
    statements[0].stmt_location ?? 0,
    'read-only',
    `${tag.replace(/Stmt$/, '').toUpperCase()} is no query`,
    'write one SELECT: a query only reads what was staged',
  );
  return undefined;
}

function checkResult(
  select: SqlNode,
  { columns }: Shape,
  { key, isAskedOnce = false }: QueryContext,
  refusals: Refusals,
): string[] {
  const known = columns.map(({ name }) => name);
  const start = select.targetList?.[0] ?? select.larg?.targetList?.[0] ?? 0;
  for (const name of new Set(known)) {
    if (name === '?column?') {
      refusals.add(
        start,
        'result',
        'a column of the result has no name',
        'name it with AS',
      );
    } else if (known.indexOf(name) !== known.lastIndexOf(name)) {
      refusals.add(
        start,
        'result',
        `two columns of the result have the name ${name}`,
        'name one of them otherwise with AS',
      );
    }
  }
  if (!isAskedOnce && !known.some(isEvidenceColumn)) {
    refusals.add(
      start,
      'evidence',
      'no column of the result says which evidence a row came from',
      'select evidence_id of each table that a row rests on, as evidence_id or as such as ticket_evidence_id',
    );
  }
  const missing = key.filter(name => !known.includes(name));
  for (const name of missing) {
    refusals.add(
      start,
      'key',
      `the result has no column ${name}${didYouMean(
        name,
        known,
      )}, which report.yaml names in the question's key`,
      'select it, or correct the key',
    );
  }
  const sort: SqlNode[] = select.sortClause ?? [];
  const ordered = sort.map(each =>
    orderedColumn(each.SortBy.node, select, columns),
  );
  const open = key.filter(
    name => !missing.includes(name) && !ordered.includes(name),
  );
  if (sort.length === 0 || open.length > 0) {
    refusals.add(
      sort[0] ?? start,
      'total-order',
      sort.length === 0
        ? 'nothing says in which order the rows come'
        : `rows with equal keys may come in any order: ORDER BY lacks ${open.join(
            ', ',
          )}`,
      `end the query with ORDER BY ${(isAskedOnce ? known : key).join(', ')}`,
    );
  }
  const unseen = ordered.findIndex(name => name === undefined);
  if (isAskedOnce && unseen >= 0) {
    refusals.add(
      sort[unseen],
      'total-order',
      'the rows are sorted by what is no column of the result',
      'select it too: rows with equal keys are told by it',
    );
  }
  return ordered.filter(name => name !== undefined);
}

/** The column of the result that a key of the last ORDER BY is. */
function orderedColumn(
  node: SqlNode,
  select: SqlNode,
  columns: readonly ShapeColumn[],
): string | undefined {
  const bare = uncollated(node);
  const output = outputOf(bare, columns);
  if (output) return output.name;
  const targets: SqlNode[] = select.targetList ?? [];
  const same = targets.findIndex(({ ResTarget: { val } }) =>
    sameNode(uncollated(val), bare),
  );
  const starred = targets.some(({ ResTarget: { val } }) =>
    val.ColumnRef?.fields?.some((field: SqlNode) => 'A_Star' in field),
  );
  if (same >= 0 && !starred) return columns[same]?.name;
  const name = names(bare.ColumnRef?.fields).at(-1);
  return starred && columns.some(each => each.name === name) ? name : undefined;
}
