import { names, SqlNode } from './ast';
import type { Expressions } from './Expressions';
import { Scope } from './Scope';
import { isTime, SqlType, textOf, together } from './types';

const equality = new Set(['=', '<>', '!=']);
const comparisons = new Set(['<', '>', '<=', '>=']);
const arithmetic = new Set(['+', '-', '*', '/', '%']);
const regexes = new Set(['~', '!~']);

/** Checks an operator and what it is applied to. */
export function checkOperator(
  expressions: Expressions,
  inner: SqlNode,
  scope: Scope,
): SqlType {
  const name = names(inner.name).join('.');
  const left = inner.lexpr ? expressions.type(inner.lexpr, scope) : undefined;
  const right = expressions.type(inner.rexpr, scope);
  const both = together([...(left ? [left] : []), right]);
  checkTimes(expressions, inner, left, right);
  switch (inner.kind) {
    case 'AEXPR_OP':
    case 'AEXPR_OP_ANY':
    case 'AEXPR_OP_ALL':
      return named(expressions, inner, name, left, right);
    case 'AEXPR_DISTINCT':
    case 'AEXPR_NOT_DISTINCT':
    case 'AEXPR_IN':
    case 'AEXPR_LIKE':
      return 'boolean';
    case 'AEXPR_NULLIF':
      return left ?? 'unknown';
    case 'AEXPR_BETWEEN':
    case 'AEXPR_NOT_BETWEEN':
    case 'AEXPR_BETWEEN_SYM':
    case 'AEXPR_NOT_BETWEEN_SYM':
      expressions.demandCollation(both, inner, 'compares texts');
      return 'boolean';
    case 'AEXPR_ILIKE':
      expressions.refusals.add(
        inner.location,
        'letters',
        'ILIKE knows upper and lower case by the settings of the database',
        'write lower(…) LIKE …',
      );
      return 'boolean';
    default:
      expressions.refusals.add(
        inner.location,
        'operator',
        'this comparison is not in the portable profile',
        'use =, <>, <, >, LIKE, IN, BETWEEN or IS DISTINCT FROM',
      );
      return 'unknown';
  }
}

function named(
  expressions: Expressions,
  inner: SqlNode,
  name: string,
  left: SqlType | undefined,
  right: SqlType,
): SqlType {
  const both = together([...(left ? [left] : []), right]);
  if (equality.has(name)) return 'boolean';
  if (comparisons.has(name)) {
    expressions.demandCollation(both, inner.location, 'compares texts');
    return 'boolean';
  }
  if (regexes.has(name) && inner.kind === 'AEXPR_OP') {
    expressions.demandCollation(
      left ?? right,
      inner.location,
      'matches letters',
    );
    return 'boolean';
  }
  if (inner.kind === 'AEXPR_OP') {
    if (name === '||') {
      return both === 'array' || both === 'loose array'
        ? both
        : textOf([left ?? right, right]);
    }
    if (arithmetic.has(name)) return resultOf(name, left, right);
  }
  expressions.refusals.add(
    inner.location,
    'operator',
    `the operator ${name} is not in the portable profile`,
    name === '^'
      ? 'multiply: x * x'
      : 'use = <> < > <= >= + - * / % || ~ and !~',
  );
  return 'unknown';
}

function resultOf(
  name: string,
  left: SqlType | undefined,
  right: SqlType,
): SqlType {
  if (left === undefined) return right;
  if (isTime(left) && isTime(right) && name === '-') {
    return left === 'date' && right === 'date' ? 'integer' : 'interval';
  }
  if (isTime(left)) {
    return left === 'date' && right === 'interval' ? 'timestamp' : left;
  }
  if (isTime(right)) return right;
  if (left === 'interval' || right === 'interval') return 'interval';
  return together([left, right]);
}

/** `at < 'yesterday'`: the constant becomes a time without a cast. */
function checkTimes(
  expressions: Expressions,
  { lexpr, rexpr }: SqlNode,
  left: SqlType | undefined,
  right: SqlType,
): void {
  if (left && isTime(left)) {
    const items: SqlNode[] = rexpr.List?.items ?? [rexpr];
    items.forEach(item => expressions.checkLiteral(item, left));
  }
  if (lexpr && isTime(right)) expressions.checkLiteral(lexpr, right);
}
