import { SqlRefusal } from './model';

/** A part of PostgreSQL's parse tree, as libpg-query gives it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type SqlNode = Record<string, any>;

/** Reads SQL into its parse tree; libpg-query's `parseSync`, once its module is loaded. */
export type ParseSql = (sql: string) => unknown;

/** `{ ColumnRef: {…} }` as its tag and what it holds. */
export function opened(node: SqlNode): [tag: string, inner: SqlNode] {
  const [tag] = Object.keys(node);
  return [tag, node[tag] ?? {}];
}

/** The texts of a list of String nodes: `pg_catalog`, `timezone`. */
export function names(list: readonly SqlNode[] = []): string[] {
  return list.map(({ String: text }) => text?.sval ?? '');
}

/** Whether two expressions are written the same way, wherever they stand. */
export function sameNode(a: unknown, b: unknown): boolean {
  return shape(a) === shape(b);
}

function shape(node: unknown): string {
  return JSON.stringify(node, (key, value) =>
    /^(location|list_start|list_end|rexpr_list_start|rexpr_list_end)$/.test(key)
      ? undefined
      : value,
  );
}

/** Where something begins: the first location in it. */
export function locationOf(node: unknown): number {
  if (typeof node !== 'object' || node === null) return -1;
  const { location } = node as SqlNode;
  const own = typeof location === 'number' && location >= 0 ? [location] : [];
  const below = Object.values(node)
    .map(locationOf)
    .filter(at => at >= 0);
  const all = [...own, ...below];
  return all.length > 0 ? Math.min(...all) : -1;
}

/** Collects refusals, each with its line and column. */
export class Refusals {
  readonly found: SqlRefusal[] = [];
  readonly #bytes: Uint8Array;

  constructor(sql: string) {
    this.#bytes = new TextEncoder().encode(sql);
  }

  /** @param at - A part of the tree, or a place as a number of bytes. */
  add(at: unknown, rule: string, problem: string, remedy: string): void {
    const offset = typeof at === 'number' ? at : locationOf(at);
    const { line, column } = this.#place(offset);
    const known = this.found.some(
      each =>
        each.line === line && each.column === column && each.rule === rule,
    );
    if (!known) this.found.push({ line, column, rule, problem, remedy });
  }

  /** In the order of the text. */
  sorted(): SqlRefusal[] {
    return [...this.found].sort(
      (a, b) => a.line - b.line || a.column - b.column,
    );
  }

  #place(offset: number): { line: number; column: number } {
    const before = new TextDecoder().decode(
      this.#bytes.subarray(0, Math.max(0, offset)),
    );
    const lines = before.split('\n');
    return {
      line: lines.length,
      column: [...lines[lines.length - 1]].length + 1,
    };
  }
}
