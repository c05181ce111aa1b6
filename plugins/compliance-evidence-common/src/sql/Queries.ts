import { names, opened, Refusals, sameNode, SqlNode } from './ast';
import { uncollated } from './calls';
import { Expressions, QueryChecks } from './Expressions';
import { From, renamed } from './From';
import { distinctOnOf, keyOf, outputName, outputOf, Target } from './results';
import { FoundColumn, Scope, Shape, ShapeColumn } from './Scope';
import { settled, together } from './types';

/** Checks queries: their clauses, and what their results look like. */
export class Queries implements QueryChecks {
  readonly #expressions: Expressions;
  readonly #from: From;
  #windows: ReadonlyMap<string, SqlNode> = new Map();

  constructor(readonly refusals: Refusals) {
    this.#expressions = new Expressions(this);
    this.#from = new From(this.#expressions);
  }

  window(name: string): SqlNode | undefined {
    return this.#windows.get(name);
  }

  /** Checks a query, given as `{ SelectStmt }`, that stands within another one. */
  query(node: SqlNode, outer: Scope): Shape {
    const [tag, select] = opened(node);
    if (tag === 'SelectStmt') return this.select(select, outer.tables, outer);
    this.#refuse(
      select,
      'read-only',
      `${tag} is no query`,
      'a query only reads: SELECT, with subqueries in WITH',
    );
    return { columns: [] };
  }

  select(
    select: SqlNode,
    outside: ReadonlyMap<string, Shape>,
    outer?: Scope,
  ): Shape {
    const tables = this.#with(select, outside, outer);
    this.#refuseClauses(select);
    const around = this.#windows;
    this.#windows = new Map(
      (select.windowClause ?? []).map(({ WindowDef: window }: SqlNode) => [
        window.name,
        window,
      ]),
    );
    const scope = new Scope(tables, outer);
    const shape =
      select.op && select.op !== 'SETOP_NONE'
        ? this.#union(select, scope)
        : this.#plain(select, scope);
    this.#windows = around;
    return shape;
  }

  isTotal(keys: readonly SqlNode[], scope: Scope): boolean {
    const found = keys.flatMap(key => columnIn(uncollated(key), scope) ?? []);
    const has = (relation: unknown, name: string) =>
      found.some(
        each => each.relation === relation && each.column.name === name,
      );
    return scope.relations.every(relation =>
      (relation.key ?? relation.columns.map(({ name }) => name)).every(name =>
        has(relation, name),
      ),
    );
  }

  #with(
    { withClause }: SqlNode,
    outside: ReadonlyMap<string, Shape>,
    outer?: Scope,
  ): ReadonlyMap<string, Shape> {
    if (!withClause) return outside;
    if (withClause.recursive) {
      this.#refuse(
        withClause,
        'not-in-profile',
        'WITH RECURSIVE may never end',
        'join as often as there are levels, or have the source give the levels',
      );
      return outside;
    }
    const tables = new Map(outside);
    for (const { CommonTableExpr: each } of withClause.ctes) {
      const [tag, select] = opened(each.ctequery);
      const shape =
        tag === 'SelectStmt'
          ? this.select(select, new Map(tables), outer)
          : this.query(each.ctequery, new Scope(tables, outer));
      const alias = { aliasname: each.ctename, colnames: each.aliascolnames };
      tables.set(each.ctename, renamed(shape, alias, ''));
    }
    return tables;
  }

  #refuseClauses(select: SqlNode): void {
    if (select.intoClause) {
      this.#refuse(
        select.intoClause,
        'read-only',
        'SELECT INTO makes a table',
        'a query only reads: leave INTO out',
      );
    }
    if (select.lockingClause) {
      this.#refuse(
        select,
        'read-only',
        'FOR UPDATE and FOR SHARE lock rows',
        'leave it out: nobody changes what was staged',
      );
    }
    for (const { GroupingSet: set } of select.groupClause ?? []) {
      if (set) {
        this.#refuse(
          set,
          'not-in-profile',
          'GROUPING SETS, ROLLUP and CUBE are not in the portable profile',
          'use one SELECT for each, with UNION ALL',
        );
      }
    }
  }

  #union(select: SqlNode, scope: Scope): Shape {
    const left = this.select(select.larg, scope.tables, scope);
    const right = this.select(select.rarg, scope.tables, scope);
    const columns = left.columns.map(({ name, type }, i) => ({
      name,
      type: settled(together([type, right.columns[i]?.type ?? 'null'])),
    }));
    this.#orderAndLimit(select, scope, columns, []);
    return { columns };
  }

  #plain(select: SqlNode, scope: Scope): Shape {
    if (select.valuesLists) return this.#values(select, scope);
    for (const item of select.fromClause ?? []) this.#from.add(item, scope);
    if (select.whereClause) this.#expressions.type(select.whereClause, scope);
    const targets = this.#targets(select, scope);
    const columns = targets.map(({ column }) => column);
    const groups = ((select.groupClause ?? []) as SqlNode[]).filter(
      node => !node.GroupingSet,
    );
    for (const group of groups) {
      if (!this.#isOutput(group, columns)) this.#expressions.type(group, scope);
    }
    if (select.havingClause) this.#expressions.type(select.havingClause, scope);
    this.#orderAndLimit(select, scope, columns, targets);
    return { columns, ...keyOf(select, groups, targets, scope.relations) };
  }

  #values(select: SqlNode, scope: Scope): Shape {
    const lists: SqlNode[] = select.valuesLists;
    const types = lists.map(({ List: { items } }) =>
      this.#expressions.all(items, scope),
    );
    const columns = (types[0] ?? []).map((_, i) => ({
      name: `column${i + 1}`,
      type: settled(together(types.map(row => row[i] ?? 'null'))),
    }));
    return { columns };
  }

  #targets({ targetList = [] }: SqlNode, scope: Scope): Target[] {
    return (targetList as SqlNode[]).flatMap(
      ({ ResTarget: target }): Target[] => {
        const { val, name } = target;
        const fields: SqlNode[] = val.ColumnRef?.fields ?? [];
        if (fields.some(field => 'A_Star' in field)) {
          const alias = fields.length > 1 ? names(fields)[0] : undefined;
          return scope.relations
            .filter(each => alias === undefined || each.alias === alias)
            .flatMap(relation =>
              relation.columns.map(column => ({
                column,
                source: { relation, column },
              })),
            );
        }
        const type = settled(this.#expressions.type(val, scope));
        const source = columnIn(val, scope);
        const column = { name: name ?? outputName(val), type };
        return [{ column, node: val, ...(source && { source }) }];
      },
    );
  }

  #orderAndLimit(
    select: SqlNode,
    scope: Scope,
    columns: readonly ShapeColumn[],
    targets: readonly Target[],
  ): void {
    const keys = ((select.sortClause ?? []) as SqlNode[]).flatMap(each => {
      const { node } = each.SortBy;
      const output = outputOf(node, columns);
      if (!output) return this.#expressions.sortKeys([each], scope);
      this.#expressions.demandCollation(output.type, node, 'orders texts');
      const target = targets.find(({ column }) => column === output);
      return target?.node ? [target.node] : [node];
    });
    const distinctOn = distinctOnOf(select);
    distinctOn.forEach(node => {
      if (!this.#isOutput(node, columns)) this.#expressions.type(node, scope);
    });
    for (const limit of [select.limitCount, select.limitOffset]) {
      if (limit) this.#expressions.type(limit, scope);
    }
    if (select.limitOption === 'LIMIT_OPTION_WITH_TIES') return;
    if (!select.limitCount && !select.limitOffset && !distinctOn.length) return;
    const groups: SqlNode[] = select.groupClause ?? [];
    const total =
      this.isTotal(keys, scope) ||
      (groups.length > 0 &&
        groups.every(group =>
          keys.some(key => sameNode(uncollated(key), group)),
        )) ||
      columns.every(({ name }) => keys.some(key => isName(key, name)));
    if (total && (keys.length > 0 || columns.length === 0)) return;
    this.#refuse(
      select.limitCount ?? select.limitOffset ?? distinctOn[0],
      'total-order',
      `${
        distinctOn.length ? 'DISTINCT ON' : 'LIMIT'
      } takes whichever rows come first, which is open where keys are equal`,
      'end the ORDER BY of this query with the columns of the key of each table in FROM',
    );
  }

  #isOutput(node: SqlNode, columns: readonly ShapeColumn[]): boolean {
    return outputOf(node, columns) !== undefined;
  }

  #refuse(at: unknown, rule: string, problem: string, remedy: string): void {
    this.refusals.add(at, rule, problem, remedy);
  }
}

function columnIn(node: SqlNode, scope: Scope): FoundColumn | undefined {
  return node.ColumnRef ? scope.find(names(node.ColumnRef.fields)) : undefined;
}

function isName(node: SqlNode, name: string): boolean {
  return names(uncollated(node).ColumnRef?.fields).at(-1) === name;
}
