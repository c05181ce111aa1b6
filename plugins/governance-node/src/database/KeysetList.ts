import { CountedPage, Page } from '@countersign/plugin-governance-common';
import { Knex } from 'knex';
import {
  counted,
  countUpTo,
  inKeysetOrder,
  KeysetOrder,
  keysetPage,
} from './keyset';
import { Row } from './rows';
import { TextSearch } from './textSearch';

/** So many rows of a list are looked through for what is sought: they tell how frequent it is. */
const GLANCE = 1000;
/** So many are looked through where at least this share of rows is sought, before an index is asked. */
const LOOK = 12_000;
const NEAR = 4000;
/** So many hits at a glance tell how frequent the rest are. */
const SURE = 10;
const WORTH_A_LOOK = 0.004;
/** So many rows at most are read for their count. */
const MOST_READ = 128;

/** What is sought in a list. */
export interface ListSearch {
  /** Asks row by row: for rows that are read anyway, and what most of them have. */
  filter<Q extends Knex.QueryBuilder>(query: Q): Q;
  /** Asks an index: for what few rows have. */
  find<Q extends Knex.QueryBuilder>(query: Q): Q;
  /** What `filter` reads of a row. */
  columns: readonly string[];
  /** The share of rows from which on reading row by row counts faster than the index does. */
  frequent: number;
  countCap: number;
}

/** Seeks words in rows that {@link TextSearch} can ask. */
export function wordSearch(text: string, countCap: number): ListSearch {
  const words = new TextSearch(text);
  return {
    filter: query => words.filter(query),
    find: query => words.find(query),
    columns: ['search'],
    frequent: 0.015,
    countCap,
  };
}

/** A list of rows in keyset order, read a page at a time. */
export class KeysetList<T> {
  readonly #list: KeysetListOptions<T>;

  constructor(list: KeysetListOptions<T>) {
    this.#list = list;
  }

  /** Those that a query gives, from where the cursor says. */
  async page(query: Knex.QueryBuilder): Promise<Page<T>> {
    const { columns, column, limit, toItem } = this.#list;
    const rows: Row[] = await inKeysetOrder(query, this.#list)
      .select(...new Set([...columns, column]))
      .limit(limit + 1);
    return keysetPage(rows, this.#list, toItem);
  }

  /**
   * A search is led by the order of the list where what is sought is frequent, for it soon has a page, and by an index
   * where it is rare. The first rows tell which: the planner cannot, since words are not independent of each other, and
   * takes rows that are in memory anyway for costly. How far one had to look for a page says how frequent they are.
   *
   * @param matching - Queries, anew each time, what else the list is filtered by.
   */
  async search(
    db: Knex,
    matching: () => Knex.QueryBuilder,
    search: ListSearch,
  ): Promise<CountedPage<T>> {
    const { table, limit, cursor, column } = this.#list;
    // What is looked through is copied, so that it is no more than is needed: the rest is read of what was found.
    const read = new Set([column, 'seq', ...search.columns]);
    const among = async (most: number, atLeast: number) => {
      const rows = inKeysetOrder(matching(), this.#list)
        .select(...read, db.raw('row_number() OVER () AS place'))
        .limit(most);
      const { page, figures: places } = await this.#readOf(
        db,
        search.filter(db.from(rows.as(table))).select('seq', 'place as figure'),
        { atLeast: atLeast + 1 },
      );
      const isCut = places.length === Math.max(limit, atLeast) + 1;
      const seen = isCut ? places[places.length - 1] : most;
      return {
        page,
        found: places.length,
        isFull: places.length > limit,
        isCounted: atLeast > 0 && places.length > atLeast,
        share: places.length / seen,
      };
    };
    // What comes after the cursor is not all; of all, a count that ends soon comes with the page.
    const counts = !cursor && search.countCap <= MOST_READ;
    let first = await among(GLANCE, counts ? search.countCap : 0);
    const isFrequent = first.share > search.frequent;
    const toCount = counts && isFrequent ? search.countCap : 0;
    // Few hits say little: what was found by chance is looked for nearby before it is looked for far away.
    for (const most of first.found < SURE ? [NEAR, LOOK] : [LOOK]) {
      const isEnough = first.isFull && (first.isCounted || !toCount);
      if (isEnough || first.share < WORTH_A_LOOK) break;
      first = await among(most, toCount);
    }
    const byIndex = () => this.#byIndex(db, search.find(matching()));
    const { countCap } = search;
    if (!first.isFull && !cursor) {
      const { page, total } = await byIndex();
      return { ...page, count: counted(total, countCap) };
    }
    const [{ page }, count] = await Promise.all([
      first.isFull ? first : byIndex(),
      first.isCounted
        ? { value: countCap, capped: true }
        : countUpTo(
            db,
            isFrequent ? search.filter(matching()) : search.find(matching()),
            countCap,
          ),
    ]);
    return { ...page, count };
  }

  /** The page of what an index finds: all of it is read to be sorted, and so counted from where the cursor says. */
  async #byIndex(
    db: Knex,
    found: Knex.QueryBuilder,
  ): Promise<{ page: Page<T>; total: number }> {
    const { table, column } = this.#list;
    const rows = plannedAlone(found, [column, 'seq']).as(table);
    const { page, figures } = await this.#readOf(
      db,
      inKeysetOrder(db.from(rows), this.#list).select(
        'seq',
        db.raw('count(*) OVER () AS figure'),
      ),
    );
    return { page, total: figures[0] ?? 0 };
  }

  /**
   * The page of rows that are known by their `seq`, in order, and a figure that stands beside each of them.
   *
   * @param options - `atLeast`: so many rows are read even when the page has fewer.
   */
  async #readOf(
    db: Knex,
    known: Knex.QueryBuilder,
    { atLeast = 0 }: { atLeast?: number } = {},
  ): Promise<{ page: Page<T>; figures: number[] }> {
    const { table, columns, column, order, limit, toItem } = this.#list;
    const of = (name: string) => `${table}.${name}`;
    const rows: Row[] = await db
      .from(known.limit(Math.max(limit + 1, atLeast)).as('known'))
      .join(table, of('seq'), 'known.seq')
      .select(...[...new Set([...columns, column])].map(of), 'known.figure')
      .orderBy([
        { column: of(column), order },
        { column: of('seq'), order },
      ]);
    return {
      page: keysetPage(rows, this.#list, toItem),
      figures: rows.map(({ figure }) => Number(figure)),
    };
  }
}

/** Which rows a list is of, and its page that is asked for. */
export interface KeysetListOptions<T> extends KeysetOrder {
  limit: number;
  /** What its filters call the rows: the name of their table, in which each has a `seq` of its own. */
  table: string;
  /** What of them `toItem` reads, with `seq`. */
  columns: readonly string[];
  toItem(row: Row): T;
}

/** A subquery with a limit is planned for itself: the order of the list around it cannot lead. */
export function plannedAlone(
  query: Knex.QueryBuilder,
  columns: readonly string[] = ['*'],
): Knex.QueryBuilder {
  return query.select(...columns).limit(Number.MAX_SAFE_INTEGER);
}
