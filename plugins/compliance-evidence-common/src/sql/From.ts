import { didYouMean } from '@countersign/plugin-governance-common';
import { names, opened, SqlNode } from './ast';
import { Expressions } from './Expressions';
import { knownFunctions } from './functions';
import { Relation, Scope, Shape } from './Scope';
import { settled } from './types';

/** Checks what stands in FROM, and brings its columns into the scope. */
export class From {
  constructor(readonly expressions: Expressions) {}

  add(item: SqlNode, scope: Scope): void {
    const [tag, inner] = opened(item);
    switch (tag) {
      case 'RangeVar':
        this.#table(inner, scope);
        return;
      case 'RangeSubselect': {
        const shape = this.expressions.checks.query(inner.subquery, scope);
        scope.relations.push(renamed(shape, inner.alias, ''));
        return;
      }
      case 'RangeFunction':
        this.#function(inner, scope);
        return;
      case 'JoinExpr':
        this.#join(inner, scope);
        return;
      default:
        this.#refuse(
          inner,
          'not-in-profile',
          `${tag} in FROM is not in the portable profile`,
          'use staged tables, subqueries, joins and generate_series',
        );
    }
  }

  #table(inner: SqlNode, scope: Scope): void {
    const { relname, schemaname, catalogname, alias } = inner;
    const known = [...scope.tables.keys()];
    const shape =
      schemaname || catalogname ? undefined : scope.tables.get(relname);
    if (!shape) {
      const name = [catalogname, schemaname, relname].filter(Boolean).join('.');
      this.#refuse(
        inner,
        'unknown-table',
        `there is no table ${name}${didYouMean(relname, known)}`,
        `a query reads what its report stages: ${known.join(', ')}`,
      );
    }
    scope.relations.push(renamed(shape ?? { columns: [] }, alias, relname));
  }

  #function(inner: SqlNode, scope: Scope): void {
    const [first] = inner.functions ?? [];
    const call = first?.List?.items?.[0]?.FuncCall as SqlNode | undefined;
    const name = call && names(call.funcname).join('.');
    const known =
      name !== undefined && Object.hasOwn(knownFunctions, name)
        ? knownFunctions[name]
        : undefined;
    const simple = inner.functions?.length === 1 && !inner.coldeflist;
    if (!call || known?.kind !== 'set' || !simple) {
      this.#refuse(
        call ?? first,
        'function',
        `${name ?? 'this'} in FROM is not in the portable profile`,
        'use generate_series(…) or unnest(…), one at a time',
      );
      scope.relations.push(renamed({ columns: [] }, inner.alias, name ?? ''));
      return;
    }
    const types = this.expressions.all(call.args ?? [], scope);
    const item =
      name === 'unnest' && types[0] === 'loose array'
        ? ('loose text' as const)
        : settled(name === 'unnest' ? 'text' : types[0] ?? 'unknown');
    const columns = [
      { name: inner.alias?.aliasname ?? name ?? '', type: item },
    ];
    scope.relations.push(
      renamed(
        {
          columns: inner.ordinality
            ? [...columns, { name: 'ordinality', type: 'integer' }]
            : columns,
        },
        inner.alias,
        name ?? '',
      ),
    );
  }

  #join(inner: SqlNode, scope: Scope): void {
    if (inner.isNatural) {
      this.#refuse(
        inner,
        'not-in-profile',
        'NATURAL JOIN follows whatever names two tables share',
        'write ON or USING',
      );
    }
    this.add(inner.larg, scope);
    this.add(inner.rarg, scope);
    if (inner.quals) this.expressions.type(inner.quals, scope);
    for (const name of names(inner.usingClause)) {
      if (!scope.find([name])) {
        this.#refuse(
          inner,
          'unknown-column',
          `there is no column ${name} to join by`,
          'use a column that both tables have',
        );
      }
    }
    if (inner.alias) {
      this.#refuse(
        inner,
        'not-in-profile',
        'a name for a join is not in the portable profile',
        'name its tables',
      );
    }
  }

  #refuse(at: unknown, rule: string, problem: string, remedy: string): void {
    this.expressions.refusals.add(at, rule, problem, remedy);
  }
}

/** A shape under the name, and the names of columns, that FROM or WITH gives it. */
export function renamed(
  shape: Shape,
  alias: SqlNode | undefined,
  otherwise: string,
): Relation {
  const given = names(alias?.colnames);
  const columns = shape.columns.map((column, i) => ({
    ...column,
    name: given[i] ?? column.name,
  }));
  const key = shape.key?.map(
    name =>
      columns[shape.columns.findIndex(each => each.name === name)]?.name ??
      name,
  );
  return { alias: alias?.aliasname ?? otherwise, columns, ...(key && { key }) };
}
