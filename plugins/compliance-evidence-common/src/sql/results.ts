import { names, opened, sameNode, SqlNode } from './ast';
import { knownFunctions } from './functions';
import { FoundColumn, Relation, ShapeColumn } from './Scope';

/** A column of a result, and the expression behind it; `*` has none. */
export interface Target {
  column: ShapeColumn;
  node?: SqlNode;
  /** The column of a relation that it is, where it is one. */
  source?: FoundColumn;
}

/** The column of the result that `ORDER BY 2` or `ORDER BY name` means. */
export function outputOf(
  node: SqlNode,
  columns: readonly ShapeColumn[],
): ShapeColumn | undefined {
  const position = node.A_Const?.ival?.ival;
  if (typeof position === 'number') return columns[position - 1];
  const path = names(node.ColumnRef?.fields);
  return path.length === 1
    ? columns.find(({ name }) => name === path[0])
    : undefined;
}

/**
 * What tells the rows of a result apart: its GROUP BY or DISTINCT ON, or the keys of all that it joins, where the result has
 * those columns; nothing, where it is one row.
 */
export function keyOf(
  select: SqlNode,
  groups: readonly SqlNode[],
  targets: readonly Target[],
  relations: readonly Relation[],
): { key?: string[] } {
  const by = groups.length > 0 ? groups : distinctOnOf(select);
  if (by.length === 0) {
    const single =
      !select.fromClause || targets.some(({ node }) => aggregates(node));
    return single ? { key: [] } : joinedKey(targets, relations);
  }
  const columns = targets.map(({ column }) => column);
  const key = by.map(
    each =>
      outputOf(each, columns)?.name ??
      targets.find(({ node }) => node && sameNode(node, each))?.column.name,
  );
  return key.every((name): name is string => name !== undefined) ? { key } : {};
}

function joinedKey(
  targets: readonly Target[],
  relations: readonly Relation[],
): { key?: string[] } {
  const key = relations.flatMap(relation =>
    (relation.key ?? relation.columns.map(({ name }) => name)).map(
      name =>
        targets.find(
          ({ source }) =>
            source?.relation === relation && source.column.name === name,
        )?.column.name,
    ),
  );
  return key.every((name): name is string => name !== undefined) ? { key } : {};
}

export function distinctOnOf({ distinctClause = [] }: SqlNode): SqlNode[] {
  return (distinctClause as SqlNode[]).filter(
    node => Object.keys(node).length > 0,
  );
}

/** Whether an expression makes one value of all rows; those of its subqueries do not count. */
function aggregates(node: unknown): boolean {
  if (typeof node !== 'object' || node === null) return false;
  const { FuncCall: call, SubLink: subquery } = node as SqlNode;
  if (subquery) return false;
  const name = call && names(call.funcname).at(-1);
  if (call && !call.over && knownFunctions[name ?? '']?.kind === 'aggregate') {
    return true;
  }
  return Object.values(node).some(aggregates);
}

/** The name that PostgreSQL gives to a column without one. */
export function outputName(node: SqlNode): string {
  const [tag, inner] = opened(node);
  switch (tag) {
    case 'ColumnRef':
      return names(inner.fields).at(-1) ?? '';
    case 'FuncCall':
      return names(inner.funcname).at(-1) ?? '';
    case 'TypeCast': {
      const name = outputName(inner.arg);
      return name === '?column?'
        ? names(inner.typeName.names).at(-1) ?? ''
        : name;
    }
    case 'CollateClause':
      return outputName(inner.arg);
    case 'CaseExpr':
      return 'case';
    case 'CoalesceExpr':
      return 'coalesce';
    case 'MinMaxExpr':
      return inner.op === 'IS_LEAST' ? 'least' : 'greatest';
    default:
      return '?column?';
  }
}
