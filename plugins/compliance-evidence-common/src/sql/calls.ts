import { didYouMean } from '@countersign/plugin-governance-common';
import { names, sameNode, SqlNode } from './ast';
import type { Expressions } from './Expressions';
import { insteadOf, KnownFunction, knownFunctions } from './functions';
import { Scope } from './Scope';
import { arrayOf, collateRemedy, SqlType, textOf } from './types';

/** A window frame that counts rows and not values. */
const ROWS_FRAME = 0x4;

/** Checks the call of a function. */
export function checkCall(
  expressions: Expressions,
  call: SqlNode,
  scope: Scope,
): SqlType {
  const path = names(call.funcname);
  const name = path[path.length - 1];
  const args: SqlNode[] = call.args ?? [];
  const known =
    path.length === 1 || path[0] === 'pg_catalog' ? ownEntry(name) : undefined;
  const types = expressions.all(args, scope);
  if (call.agg_filter) expressions.type(call.agg_filter, scope);
  const order = expressions.sortKeys(call.agg_order, scope);
  if (call.over) checkWindow(expressions, call, known, scope);
  if (!known) {
    refuseUnknown(expressions, call, path);
    return 'unknown';
  }
  checkUse(expressions, call, name, known);
  checkArguments(expressions, call, name, known, types);
  if (known.kind === 'aggregate' && known.ordered && !call.over) {
    checkAggregateOrder(expressions, call, name, order);
  }
  if (name === 'percentile_disc') {
    return order[0] ? expressions.type(order[0], scope) : 'unknown';
  }
  return resultType(known, types);
}

function ownEntry(name: string): KnownFunction | undefined {
  return Object.hasOwn(knownFunctions, name) ? knownFunctions[name] : undefined;
}

function refuseUnknown(
  expressions: Expressions,
  call: SqlNode,
  path: string[],
): void {
  const name = path[path.length - 1];
  const instead = Object.hasOwn(insteadOf, name) ? insteadOf[name] : undefined;
  const known = Object.keys(knownFunctions);
  expressions.refusals.add(
    call,
    /now|timestamp$|timeofday/.test(name) ? 'clock' : 'function',
    `the function ${path.join('.')} is not in the portable profile${didYouMean(
      name,
      known,
    )}`,
    instead ?? `use one of ${known.join(', ')}`,
  );
}

/** Each function where it belongs. */
function checkUse(
  expressions: Expressions,
  call: SqlNode,
  name: string,
  { kind }: KnownFunction,
): void {
  const refuse = (problem: string, remedy: string) =>
    expressions.refusals.add(call, 'function', problem, remedy);
  if (kind === 'window' && !call.over) {
    refuse(`${name} needs a window`, `write ${name}(…) OVER (ORDER BY …)`);
  }
  if (call.over && kind !== 'window' && kind !== 'aggregate') {
    refuse(`${name} takes no window`, 'leave OVER out');
  }
  if (kind === 'set') {
    refuse(
      `${name} gives several rows, whose order is not said here`,
      `write it in FROM: FROM ${name}(…) AS each(value)`,
    );
  }
  if (call.func_variadic) {
    refuse(
      'VARIADIC is not in the portable profile',
      'give the arguments one by one',
    );
  }
}

function checkArguments(
  expressions: Expressions,
  call: SqlNode,
  name: string,
  { least, most, compares, letters }: KnownFunction,
  types: readonly SqlType[],
): void {
  const { refusals } = expressions;
  if (!call.agg_star && (types.length < least || types.length > most)) {
    refusals.add(
      call,
      'function',
      `${name} takes ${
        least === most ? least : `${least} to ${most}`
      } arguments in the portable profile, not ${types.length}`,
      'see the list of functions in the guide of report authors',
    );
  }
  if (compares && types[0]) {
    expressions.demandCollation(types[0], call, 'compares texts');
  }
  if (letters && types[0] === 'loose text') {
    refusals.add(
      call,
      'letters',
      `${name} knows letters by the settings of the database`,
      `${collateRemedy}, inside: ${name}(… COLLATE "C")`,
    );
  }
  if (name === 'timezone' && call.args?.[0]?.A_Const?.sval?.sval !== 'UTC') {
    refusals.add(
      call,
      'time-zone',
      'each server has its own version of the time zones',
      "use AT TIME ZONE 'UTC', and bounds of the period from the table parameters",
    );
  }
  if (
    name === 'to_char' &&
    /TM/i.test(call.args?.[1]?.A_Const?.sval?.sval ?? 'TM')
  ) {
    refusals.add(
      call,
      'letters',
      'to_char needs a constant format without TM, whose names are in the language of the server',
      "write a format such as 'YYYY-MM-DD'",
    );
  }
  if (
    name === 'regexp_replace' &&
    /i/.test(call.args?.[3]?.A_Const?.sval?.sval ?? '')
  ) {
    refusals.add(
      call,
      'letters',
      'the flag i knows letters by the settings of the database',
      'use lower(…)',
    );
  }
}

/** `string_agg(x, ',')` gives another text whenever the rows come in another order. */
function checkAggregateOrder(
  expressions: Expressions,
  call: SqlNode,
  name: string,
  order: readonly SqlNode[],
): void {
  const [item] = call.args ?? [];
  if (order.some(key => sameNode(uncollated(key), uncollated(item)))) return;
  expressions.refusals.add(
    call,
    'unordered-aggregate',
    `${name} follows the order of the rows, which ${
      order.length
        ? 'its ORDER BY leaves open where keys are equal'
        : 'nothing says'
    }`,
    `end its ORDER BY with what it collects: ${name}(x${
      name === 'string_agg' ? ", ','" : ''
    } ORDER BY x)`,
  );
}

export function uncollated(node: SqlNode): SqlNode {
  return node?.CollateClause ? node.CollateClause.arg : node;
}

function checkWindow(
  expressions: Expressions,
  call: SqlNode,
  known: KnownFunction | undefined,
  scope: Scope,
): void {
  const { over } = call;
  const base = over.name ?? over.refname;
  const window: SqlNode = {
    ...(base ? expressions.checks.window(base) : {}),
    ...over,
  };
  const partition: SqlNode[] = window.partitionClause ?? [];
  expressions.all(partition, scope);
  const order = expressions.sortKeys(window.orderClause, scope);
  const needsTotal =
    known?.ordered || (Number(window.frameOptions ?? 0) & ROWS_FRAME) !== 0;
  if (!needsTotal) return;
  if (expressions.checks.isTotal([...partition, ...order], scope)) return;
  expressions.refusals.add(
    call,
    'total-order',
    'this follows the order of the rows in its window, which is open where keys are equal',
    'end its ORDER BY with the columns of the key of each table in FROM, or use rank() or dense_rank()',
  );
}

function resultType(
  { result }: KnownFunction,
  types: readonly SqlType[],
): SqlType {
  switch (result) {
    case 'first':
      return types[0] ?? 'unknown';
    case 'second':
      return types[1] ?? 'unknown';
    case 'texts':
      return textOf(types);
    case 'array of first':
      return arrayOf(types[0] ?? 'unknown');
    case 'items':
      return types[0] === 'loose array' ? 'loose text' : 'text';
    default:
      return result;
  }
}
