import { PermissionCriteria } from '@backstage/plugin-permission-common';
import {
  ChangePage,
  ChangeSummary,
  listCountCaps,
  usualSort,
} from '@countersign/plugin-change-management-common';
import { ChangeRequestFilter } from '@countersign/plugin-change-management-node';
import { Knex } from 'knex';
import { ChangeRow, iso, summaryColumns, toSummary } from './changeRows';
import { decodeCursor, encodeCursor } from './cursor';
import {
  applyFilter,
  applyOverlap,
  applySets,
  ApproverStanding,
  ListFilter,
  OPEN,
  sortColumns,
} from './listFilter';
import { applyCriteria } from './permissionFilter';
import { TextSearch } from './textSearch';

/** So many rows of a list are looked through for words before the index of words is asked. */
const LOOKED_THROUGH = 3000;
/** The share of rows from which on reading row by row counts faster than the index does. */
const FREQUENT = 0.05;

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
    const matching = () => {
      const query = db<ChangeRow>('changes');
      applyFilter(query, filter, options);
      if (options.readable) applyCriteria(query, options.readable);
      return query;
    };
    if (filter.q) return this.#search(db, matching, filter, filter.q);
    // What lies in a period but is sorted otherwise could be anywhere in that order: the period leads.
    const source = isLedByPeriod(filter)
      ? db.from(allOf(matching()).as('changes'))
      : matching();
    const isCostly = filter.awaitingMyApproval || filter.item?.length;
    const [{ page }, count] = await Promise.all([
      pageOf(ordered(source, filter), filter),
      countUpTo(
        db,
        matching(),
        isCostly ? listCountCaps.costly : listCountCaps.usual,
      ),
    ]);
    return { ...page, count };
  }

  /**
   * A text search is led by the order of the list where the words are frequent, for it soon has a page, and by the
   * index of words where they are rare. The first rows tell which: the planner cannot, since words are not independent
   * of each other. How far one had to look for a page says how frequent they are.
   */
  async #search(
    db: Knex,
    matching: () => Knex.QueryBuilder,
    filter: ListFilter,
    text: string,
  ): Promise<ChangePage> {
    const search = new TextSearch(text);
    const firstRows = ordered(matching(), filter)
      .select('*', db.raw('row_number() OVER () AS place'))
      .limit(LOOKED_THROUGH);
    const { page, places } = await pageOf(
      search.filter(db.from(firstRows.as('changes'))),
      filter,
      ['place'],
    );
    const isFull = places.length > filter.limit;
    const share = isFull
      ? places.length / places[places.length - 1]
      : places.length / LOOKED_THROUGH;
    const found = () => db.from(allOf(search.find(matching())).as('changes'));
    const [rest, count] = await Promise.all([
      isFull
        ? page
        : pageOf(ordered(found(), filter), filter).then(p => p.page),
      countUpTo(
        db,
        share > FREQUENT ? search.filter(matching()) : search.find(matching()),
        listCountCaps.costly,
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
    if (readable) applyCriteria(query, readable);
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
    const query = db<ChangeRow>('changes').whereRaw('items && ?::text[]', [
      [item],
    ]);
    if (options.open) query.whereRaw(OPEN);
    if (options.readable) applyCriteria(query, options.readable);
    const rows = await query
      .select(...summaryColumns)
      .orderBy([
        { column: 'updated_at', order: 'desc' },
        { column: 'seq', order: 'desc' },
      ])
      .limit(options.limit);
    return rows.map(toSummary);
  }
}

/** A subquery with a limit is planned for itself: the order of the list around it cannot lead. */
function allOf(query: Knex.QueryBuilder): Knex.QueryBuilder {
  return query.select('*').limit(Number.MAX_SAFE_INTEGER);
}

function isLedByPeriod({ sort, ...filter }: ListFilter): boolean {
  const natural = usualSort(filter);
  return natural !== 'updated' && natural !== sort;
}

/** In the order of the list, from where the cursor says. */
function ordered(
  query: Knex.QueryBuilder,
  { sort, order, cursor }: ListFilter,
): Knex.QueryBuilder {
  const column = sortColumns[sort];
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

/** A page, and where in the list its rows and the one after them stand, as far as that was asked for. */
async function pageOf(
  query: Knex.QueryBuilder,
  { sort, limit, order }: ListFilter,
  more: 'place'[] = [],
): Promise<{
  page: Pick<ChangePage, 'items' | 'nextCursor'>;
  places: number[];
}> {
  const column = sortColumns[sort];
  const rows: ChangeRow[] = await query
    .select(...new Set([...summaryColumns, column, ...more]))
    .limit(limit + 1);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    page: {
      items: rows.slice(0, limit).map(toSummary),
      nextCursor:
        last &&
        encodeCursor({
          sort,
          order,
          key: iso(last[column]) ?? Number(last[column]),
          seq: String(last.seq),
        }),
    },
    places: rows.map(({ place }) => Number(place)),
  };
}

async function countUpTo(
  db: Knex,
  query: Knex.QueryBuilder,
  cap: number,
): Promise<ChangePage['count']> {
  const [row]: { n: string }[] = await db.select(db.raw('count(*) AS n')).from(
    query
      .select(db.raw('1'))
      .limit(cap + 1)
      .as('matching'),
  );
  const value = Number(row.n);
  return { value: Math.min(value, cap), capped: value > cap };
}
