import { CountedPage, Page } from '@countersign/plugin-governance-common';
import { Knex } from 'knex';
import { countUpTo, inKeysetOrder, KeysetOrder, keysetPage } from './keyset';
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
    return (await this.#read(inKeysetOrder(query, this.#list))).page;
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
    const { table, limit, cursor, columns, column } = this.#list;
    // What is looked through is copied, so that it is no more than is needed.
    const read = new Set([...columns, column, 'seq', ...search.columns]);
    const among = async (most: number, atLeast: number) => {
      const rows = inKeysetOrder(matching(), this.#list)
        .select(...read, db.raw('row_number() OVER () AS place'))
        .limit(most);
      const { page, places } = await this.#read(
        search.filter(db.from(rows.as(table))),
        { more: ['place'], atLeast: atLeast + 1 },
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
    const counted = counts && isFrequent ? search.countCap : 0;
    // Few hits say little: what was found by chance is looked for nearby before it is looked for far away.
    for (const most of first.found < SURE ? [NEAR, LOOK] : [LOOK]) {
      const isEnough = first.isFull && (first.isCounted || !counted);
      if (isEnough || first.share < WORTH_A_LOOK) break;
      first = await among(most, counted);
    }
    const found = () =>
      db.from(plannedAlone(search.find(matching())).as(table));
    const [rest, count] = await Promise.all([
      first.isFull ? first.page : this.page(found()),
      first.isCounted
        ? { value: search.countCap, capped: true }
        : countUpTo(
            db,
            isFrequent ? search.filter(matching()) : search.find(matching()),
            search.countCap,
          ),
    ]);
    return { ...rest, count };
  }

  /**
   * The page of an ordered query, and where in the list its rows and the one after them stand, as far as that was asked for.
   *
   * @param options - `atLeast`: so many rows are read even when the page has fewer.
   */
  async #read(
    query: Knex.QueryBuilder,
    { more = [], atLeast = 0 }: { more?: 'place'[]; atLeast?: number } = {},
  ): Promise<{ page: Page<T>; places: number[] }> {
    const { columns, column, limit, toItem } = this.#list;
    const rows: Row[] = await query
      .select(...new Set([...columns, column, ...more]))
      .limit(Math.max(limit + 1, atLeast));
    return {
      page: keysetPage(rows, this.#list, toItem),
      places: rows.map(({ place }) => Number(place)),
    };
  }
}

/** Which rows a list is of, and its page that is asked for. */
export interface KeysetListOptions<T> extends KeysetOrder {
  limit: number;
  /** What its filters call the rows: the name of their table. */
  table: string;
  /** What of them `toItem` reads, with `seq`. */
  columns: readonly string[];
  toItem(row: Row): T;
}

/** A subquery with a limit is planned for itself: the order of the list around it cannot lead. */
export function plannedAlone(query: Knex.QueryBuilder): Knex.QueryBuilder {
  return query.select('*').limit(Number.MAX_SAFE_INTEGER);
}
