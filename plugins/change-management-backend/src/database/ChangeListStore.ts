import { PermissionCriteria } from '@backstage/plugin-permission-common';
import {
  ChangePage,
  ChangeSummary,
  listCountCaps,
  usualSort,
} from '@countersign/plugin-change-management-common';
import { ChangeRequestFilter } from '@countersign/plugin-change-management-node';
import { Knex } from 'knex';
import {
  countUpTo,
  inKeysetOrder,
  keysetPage,
  TextSearch,
} from '@countersign/plugin-governance-node';
import { ChangeRow, summaryColumns, toSummary } from './changeRows';
import {
  applyFilter,
  applyOverlap,
  applySets,
  ApproverStanding,
  isOfOpen,
  ListFilter,
  OPEN,
  sortColumns,
} from './listFilter';
import { applyChangeCriteria } from './permissionFilter';
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

/** As lists are without a wish. */
const newestFirst = { sort: 'updated', order: 'desc' } as const;

/** What is sought in a list. */
interface Search {
  /** Asks row by row: for rows that are read anyway, and what most of them have. */
  filter<Q extends Knex.QueryBuilder>(query: Q): Q;
  /** Asks an index: for what few rows have. */
  find<Q extends Knex.QueryBuilder>(query: Q): Q;
  /** The share of rows from which on reading row by row counts faster than the index does. */
  frequent: number;
  countCap: number;
}

function wordSearch(text: string): Search {
  const words = new TextSearch(text);
  return {
    filter: query => words.filter(query),
    find: query => words.find(query),
    frequent: 0.015,
    countCap: listCountCaps.words,
  };
}

function itemSearch(items: string[]): Search {
  const touching = <Q extends Knex.QueryBuilder>(query: Q): Q => {
    applySets(query, { item: items });
    return query;
  };
  return {
    filter: touching,
    find: touching,
    // Of items alone the index counts as many as are asked for at once.
    frequent: Infinity,
    countCap: listCountCaps.usual,
  };
}

/** Lists of changes: filtered, sorted, a page at a time. */
export class ChangeListStore {
  async list(
    db: Knex,
    filter: ListFilter,
    options: {
      now: Date;
      approver?: ApproverStanding;
      readable?: PermissionCriteria<ChangeRequestFilter>;
    },
  ): Promise<ChangePage> {
    const matching = (narrowedBy: ListFilter = filter) => {
      const query = db<ChangeRow>('changes');
      applyFilter(query, narrowedBy, options);
      if (options.readable) applyChangeCriteria(query, options.readable);
      return query;
    };
    if (filter.q) {
      return this.#search(db, matching, filter, wordSearch(filter.q));
    }
    if (isOfOneItem(filter) && !options.readable) {
      return latestOfItem(db, filter.item[0], filter);
    }
    // The open ones have an index of their own, and are few.
    if (filter.item?.length && !isOfOpen(filter)) {
      const others = { ...filter, item: [] };
      return this.#search(
        db,
        () => matching(others),
        filter,
        itemSearch(filter.item),
      );
    }
    // What lies in a period but is sorted otherwise could be anywhere in that order: the period leads.
    const source = isLedByPeriod(filter)
      ? db.from(allOf(matching()).as('changes'))
      : matching();
    const [{ page }, count] = await Promise.all([
      pageOf(ordered(source, filter), filter),
      countUpTo(
        db,
        matching(),
        isOfPeriod(filter) ? listCountCaps.period : listCountCaps.usual,
      ),
    ]);
    return { ...page, count };
  }

  /** Whether more changes match than so many. */
  async exceeds(
    db: Knex,
    filter: ListFilter,
    options: {
      now: Date;
      approver?: ApproverStanding;
      readable?: PermissionCriteria<ChangeRequestFilter>;
      most: number;
    },
  ): Promise<boolean> {
    const query = db<ChangeRow>('changes');
    applyFilter(query, filter, options);
    if (options.readable) applyChangeCriteria(query, options.readable);
    if (filter.q) wordSearch(filter.q).find(query);
    const { capped } = await countUpTo(db, query, options.most);
    return capped;
  }

  /**
   * A search is led by the order of the list where what is sought is frequent, for it soon has a page, and by an index
   * where it is rare. The first rows tell which: the planner cannot, since words are not independent of each other, and
   * takes rows that are in memory anyway for costly. How far one had to look for a page says how frequent they are.
   */
  async #search(
    db: Knex,
    matching: () => Knex.QueryBuilder,
    filter: ListFilter,
    search: Search,
  ): Promise<ChangePage> {
    const among = async (most: number, atLeast: number) => {
      const rows = ordered(matching(), filter)
        .select('*', db.raw('row_number() OVER () AS place'))
        .limit(most);
      const { page, places } = await pageOf(
        search.filter(db.from(rows.as('changes'))),
        filter,
        { more: ['place'], atLeast: atLeast + 1 },
      );
      const isCut = places.length === Math.max(filter.limit, atLeast) + 1;
      const seen = isCut ? places[places.length - 1] : most;
      return {
        page,
        found: places.length,
        isFull: places.length > filter.limit,
        isCounted: atLeast > 0 && places.length > atLeast,
        share: places.length / seen,
      };
    };
    // What comes after the cursor is not all; of all, a count that ends soon comes with the page.
    const counts = !filter.cursor && search.countCap <= MOST_READ;
    let first = await among(GLANCE, counts ? search.countCap : 0);
    const isFrequent = first.share > search.frequent;
    const counted = counts && isFrequent ? search.countCap : 0;
    // Few hits say little: what was found by chance is looked for nearby before it is looked for far away.
    for (const most of first.found < SURE ? [NEAR, LOOK] : [LOOK]) {
      const isEnough = first.isFull && (first.isCounted || !counted);
      if (isEnough || first.share < WORTH_A_LOOK) break;
      first = await among(most, counted);
    }
    const found = () => db.from(allOf(search.find(matching())).as('changes'));
    const [rest, count] = await Promise.all([
      first.isFull
        ? first.page
        : pageOf(ordered(found(), filter), filter).then(p => p.page),
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

  /** Changes whose window overlaps a range, earliest first; canceled ones are left out. */
  async overlapping(
    db: Knex,
    range: { from: string; to: string },
    filter: Pick<ListFilter, 'team' | 'item' | 'environment'>,
    limit: number,
    readable?: PermissionCriteria<ChangeRequestFilter>,
  ): Promise<ChangeSummary[]> {
    const query = db<ChangeRow>('changes').whereNot('state', 'canceled');
    applyOverlap(query, range.from, range.to);
    applySets(query, filter);
    if (readable) applyChangeCriteria(query, readable);
    const rows = await query
      .select(...summaryColumns)
      .orderBy(['window_sort', 'seq'])
      .limit(limit);
    return rows.map(toSummary);
  }

  /** The changes of one item: open ones, or the latest of all. */
  async ofItem(
    db: Knex,
    item: string,
    options: {
      open: boolean;
      limit: number;
      readable?: PermissionCriteria<ChangeRequestFilter>;
    },
  ): Promise<ChangeSummary[]> {
    const { open, limit, readable } = options;
    const query = db<ChangeRow>('changes');
    if (open || readable) {
      query.whereRaw('items && ?::text[]', [[item]]);
    } else {
      const latest = db('change_items').where({ entity_ref: item });
      query.whereIn(
        'id',
        ordered(latest, newestFirst).limit(limit).select('change_id'),
      );
    }
    if (open) query.whereRaw(OPEN);
    if (readable) applyChangeCriteria(query, readable);
    const rows = await ordered(query, newestFirst)
      .select(...summaryColumns)
      .limit(limit);
    return rows.map(toSummary);
  }
}

/** Nothing but the changes of one item is asked for, in the order in which they are kept beside it. */
function isOfOneItem(
  filter: ListFilter,
): filter is ListFilter & { item: [string] } {
  const { item, sort, order: _, limit: __, cursor: ___, ...others } = filter;
  return (
    item?.length === 1 &&
    sort === 'updated' &&
    Object.values(others).every(
      value => value === undefined || (Array.isArray(value) && !value.length),
    )
  );
}

async function latestOfItem(
  db: Knex,
  item: string,
  filter: ListFilter,
): Promise<ChangePage> {
  const those = () => db('change_items').where({ entity_ref: item });
  const ids = ordered(those(), filter)
    .select('change_id')
    .limit(filter.limit + 1);
  const [{ page }, count] = await Promise.all([
    pageOf(ordered(db('changes').whereIn('id', ids), filter), filter),
    countUpTo(db, those(), listCountCaps.usual),
  ]);
  return { ...page, count };
}

/** A subquery with a limit is planned for itself: the order of the list around it cannot lead. */
function allOf(query: Knex.QueryBuilder): Knex.QueryBuilder {
  return query.select('*').limit(Number.MAX_SAFE_INTEGER);
}

function isOfPeriod(filter: ListFilter): boolean {
  return usualSort(filter) !== 'updated';
}

function isLedByPeriod(filter: ListFilter): boolean {
  return isOfPeriod(filter) && usualSort(filter) !== filter.sort;
}

/** In the order of the list, from where the cursor says. */
function ordered(
  query: Knex.QueryBuilder,
  filter: Pick<ListFilter, 'sort' | 'order' | 'cursor'>,
): Knex.QueryBuilder {
  return inKeysetOrder(query, {
    ...filter,
    column: sortColumns[filter.sort],
  });
}

/**
 * A page, and where in the list its rows and the one after them stand, as far as that was asked for.
 *
 * @param options - `atLeast`: so many rows are read even when the page has fewer.
 */
async function pageOf(
  query: Knex.QueryBuilder,
  { sort, limit, order }: ListFilter,
  { more = [], atLeast = 0 }: { more?: 'place'[]; atLeast?: number } = {},
): Promise<{
  page: Pick<ChangePage, 'items' | 'nextCursor'>;
  places: number[];
}> {
  const column = sortColumns[sort];
  const rows: ChangeRow[] = await query
    .select(...new Set([...summaryColumns, column, ...more]))
    .limit(Math.max(limit + 1, atLeast));
  return {
    page: keysetPage(rows, { sort, column, order, limit }, toSummary),
    places: rows.map(({ place }) => Number(place)),
  };
}
