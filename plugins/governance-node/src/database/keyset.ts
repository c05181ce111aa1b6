import { Knex } from 'knex';
import { decodeCursor, encodeCursor } from './cursor';
import { iso, Row } from './rows';

/** The order of a list, and where in it to begin. */
export interface KeysetOrder {
  /** The name of the order, as the cursor carries it. */
  sort: string;
  /** The column it is by; `seq` breaks ties. */
  column: string;
  order: 'asc' | 'desc';
  cursor?: string;
}

/**
 * In the order of the list, from where the cursor says. The index to be read ends in `seq`.
 *
 * @throws InputError when the cursor is none of this order
 */
export function inKeysetOrder(
  query: Knex.QueryBuilder,
  { sort, column, order, cursor }: KeysetOrder,
): Knex.QueryBuilder {
  if (cursor) {
    const { key, seq } = decodeCursor(cursor, { sort, order });
    // A row comparison is what lets PostgreSQL begin in the middle of the index.
    query.whereRaw(
      `(??, seq) ${order === 'desc' ? '<' : '>'} (${
        typeof key === 'number' ? '?::float8' : '?::timestamptz'
      }, ?::bigint)`,
      [column, key, seq],
    );
  }
  return query.orderBy([
    { column, order },
    { column: 'seq', order },
  ]);
}

/**
 * The page that rows make, read in {@link inKeysetOrder} with one more than the page has.
 *
 * @param toItem - Reads a row.
 */
export function keysetPage<T>(
  rows: readonly Row[],
  { sort, column, order, limit }: KeysetOrder & { limit: number },
  toItem: (row: Row) => T,
): { items: T[]; nextCursor: string | undefined } {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map(toItem),
    nextCursor:
      last &&
      encodeCursor({
        sort,
        order,
        key: iso(last[column]) ?? Number(last[column]),
        seq: String(last.seq),
      }),
  };
}

/** How many rows there are, counted so far and no further. */
export async function countUpTo(
  db: Knex,
  query: Knex.QueryBuilder,
  cap: number,
): Promise<{ value: number; capped: boolean }> {
  const [row]: { n: string }[] = await db.select(db.raw('count(*) AS n')).from(
    query
      .select(db.raw('1'))
      .limit(cap + 1)
      .as('matching'),
  );
  return counted(Number(row.n), cap);
}

/** So many rows as a list says them: up to a cap, and no further. */
export function counted(
  rows: number,
  cap: number,
): { value: number; capped: boolean } {
  return { value: Math.min(rows, cap), capped: rows > cap };
}
