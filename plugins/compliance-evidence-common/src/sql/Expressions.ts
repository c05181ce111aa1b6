import { didYouMean } from '@countersign/plugin-governance-common';
import { names, opened, Refusals, SqlNode } from './ast';
import { checkCall } from './calls';
import { checkOperator } from './operators';
import { Scope, Shape } from './Scope';
import {
  arrayOf,
  betterLiteral,
  castable,
  castType,
  collateRemedy,
  isTime,
  SqlType,
  together,
} from './types';

/** What checks of expressions need of those of queries. */
export interface QueryChecks {
  refusals: Refusals;
  /** Checks a query inside an expression. */
  query(select: SqlNode, scope: Scope): Shape;
  /** Whether ordering by these tells all rows of the scope apart. */
  isTotal(keys: readonly SqlNode[], scope: Scope): boolean;
  /** The window of this name. */
  window(name: string): SqlNode | undefined;
}

/** Walks expressions: says what each gives, and refuses what is outside the profile. */
export class Expressions {
  constructor(readonly checks: QueryChecks) {}

  get refusals(): Refusals {
    return this.checks.refusals;
  }

  /** The type of an expression; whatever is wrong in it is refused. */
  type(node: SqlNode, scope: Scope): SqlType {
    const [tag, inner] = opened(node);
    switch (tag) {
      case 'ColumnRef':
        return this.#column(inner, scope);
      case 'A_Const':
        return constantType(inner);
      case 'TypeCast':
        return this.#cast(inner, scope);
      case 'CollateClause':
        return this.#collate(inner, scope);
      case 'A_Expr':
        return checkOperator(this, inner, scope);
      case 'BoolExpr':
        this.all(inner.args, scope);
        return 'boolean';
      case 'NullTest':
      case 'BooleanTest':
        this.type(inner.arg, scope);
        return 'boolean';
      case 'CaseExpr':
        return this.#case(inner, scope);
      case 'CoalesceExpr':
        return together(this.all(inner.args, scope));
      case 'MinMaxExpr': {
        const type = together(this.all(inner.args, scope));
        this.demandCollation(type, inner, 'compares texts');
        return type;
      }
      case 'FuncCall':
        return checkCall(this, inner, scope);
      case 'SubLink':
        return this.#subquery(inner, scope);
      case 'A_ArrayExpr':
        return arrayOf(together(this.all(inner.elements ?? [], scope)));
      case 'RowExpr':
        this.all(inner.args ?? [], scope);
        return 'unknown';
      case 'List':
        return together(this.all(inner.items ?? [], scope));
      case 'NamedArgExpr':
        return this.type(inner.arg, scope);
      case 'SQLValueFunction':
        this.refusals.add(
          inner,
          'clock',
          `${String(inner.op).replace(
            'SVFOP_',
            '',
          )} reads the clock or the session`,
          "use the parameter of the run: (SELECT value::timestamptz FROM parameters WHERE name = 'period_end')",
        );
        return 'unknown';
      default:
        this.refusals.add(
          inner,
          'not-in-profile',
          `${tag} is not in the portable profile`,
          'use columns, constants, the usual operators, CASE, subqueries and the functions of the profile',
        );
        return 'unknown';
    }
  }

  all(nodes: readonly SqlNode[] = [], scope: Scope): SqlType[] {
    return nodes.map(node => this.type(node, scope));
  }

  /** Texts are put in an order here, which must be the same in every database. */
  demandCollation(type: SqlType, at: unknown, does: string): void {
    if (type !== 'loose text' && type !== 'loose array') return;
    this.refusals.add(
      at,
      'collate',
      `this ${does} by the collation of the database, which differs between servers`,
      collateRemedy,
    );
  }

  /** The keys of an ORDER BY. */
  sortKeys(sort: readonly SqlNode[] = [], scope: Scope): SqlNode[] {
    return sort.map(({ SortBy: { node, useOp } }) => {
      if (useOp) {
        this.refusals.add(
          node,
          'not-in-profile',
          'ORDER BY … USING is not in the portable profile',
          'use ASC or DESC',
        );
      }
      this.demandCollation(this.type(node, scope), node, 'orders texts');
      return node;
    });
  }

  /** A constant that is read as a time must say the same to everybody. */
  checkLiteral(node: SqlNode, as: SqlType): void {
    const text = node.A_Const?.sval?.sval;
    if (typeof text !== 'string' || !isTime(as)) return;
    const better = betterLiteral(as, text);
    if (better === undefined) return;
    this.refusals.add(
      node,
      'time-literal',
      `'${text}' is read by a clock or by the settings of a server`,
      `write it like '${better}'`,
    );
  }

  #column(inner: SqlNode, scope: Scope): SqlType {
    if (inner.fields.some((field: SqlNode) => 'A_Star' in field)) {
      this.refusals.add(
        inner,
        'not-in-profile',
        '* stands where one value is expected',
        'name the columns',
      );
      return 'unknown';
    }
    const path = names(inner.fields);
    const found = scope.find(path);
    if (found) return found.column.type;
    const name = path[path.length - 1];
    this.refusals.add(
      inner,
      'unknown-column',
      `there is no column ${path.join('.')}${didYouMean(name, scope.known())}`,
      'use a column that the report declares, or one of a subquery',
    );
    return 'unknown';
  }

  #cast({ arg, typeName, location }: SqlNode, scope: Scope): SqlType {
    const from = this.type(arg, scope);
    const name = names(typeName.names).at(-1) ?? '';
    if (typeName.arrayBounds) {
      if (name === 'text') return from === 'array' ? 'array' : 'loose array';
      if (castType(name, from)) return 'array';
    }
    const to = castType(name, from);
    const place = location >= 0 ? location : typeName;
    if (!to) {
      const float = /^float[48]$/.test(name);
      this.refusals.add(
        place,
        float ? 'float' : 'type',
        `a cast to ${
          float ? 'a floating number' : name
        } is not in the portable profile`,
        float ? 'use numeric, which is exact' : `use ${castable}`,
      );
      return 'unknown';
    }
    if (name === 'timestamptz' || name === 'timestamp' || name === 'date') {
      this.checkLiteral(arg, to);
    }
    return to;
  }

  #collate({ arg, collname, location }: SqlNode, scope: Scope): SqlType {
    const type = this.type(arg, scope);
    const name = names(collname).join('.');
    if (name !== 'C' && name !== 'pg_catalog.C') {
      this.refusals.add(
        location,
        'collate',
        `COLLATE "${name}" differs between servers`,
        'write COLLATE "C"',
      );
    }
    return type === 'loose array' ? 'array' : 'text';
  }

  #case({ arg, args, defresult }: SqlNode, scope: Scope): SqlType {
    if (arg) this.type(arg, scope);
    const results = (args as SqlNode[]).map(
      ({ CaseWhen: { expr, result } }) => {
        this.type(expr, scope);
        return this.type(result, scope);
      },
    );
    if (defresult) results.push(this.type(defresult, scope));
    return together(results);
  }

  #subquery(inner: SqlNode, scope: Scope): SqlType {
    if (inner.testexpr) this.type(inner.testexpr, scope);
    const { columns } = this.checks.query(inner.subselect, scope);
    switch (inner.subLinkType) {
      case 'EXPR_SUBLINK':
        return columns[0]?.type ?? 'unknown';
      case 'EXISTS_SUBLINK':
      case 'ANY_SUBLINK':
      case 'ALL_SUBLINK':
        return 'boolean';
      default:
        this.refusals.add(
          inner,
          'not-in-profile',
          'such a subquery is not in the portable profile',
          'use EXISTS, IN, a subquery of one value, or array_agg(… ORDER BY …)',
        );
        return 'unknown';
    }
  }
}

function constantType(inner: SqlNode): SqlType {
  if (inner.isnull) return 'null';
  if ('sval' in inner) return 'literal';
  if ('boolval' in inner) return 'boolean';
  if ('ival' in inner) return 'integer';
  return 'fval' in inner ? 'numeric' : 'unknown';
}
