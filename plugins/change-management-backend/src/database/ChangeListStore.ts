import { PermissionCriteria } from '@backstage/plugin-permission-common';
import {
  ChangePage,
  ChangeSummary,
  listCountCaps,
  usualSort,
} from '@countersign/plugin-change-management-common';
import { ChangeRequestFilter } from '@countersign/plugin-change-management-node';
import { groupedBy } from '@countersign/plugin-governance-common';
import { Knex } from 'knex';
import {
  countUpTo,
  inKeysetOrder,
  KeysetList,
  ListSearch,
  plannedAlone,
  Row,
  TextSearch,
  wordSearch,
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

/** Null where a filter lets everything through. */
function anyOf(values: readonly string[] | undefined): string[] | null {
  return values?.length ? [...values] : null;
}

/** As lists are without a wish. */
const newestFirst = { sort: 'updated', order: 'desc' } as const;

function itemSearch(items: string[]): ListSearch {
  const touching = <Q extends Knex.QueryBuilder>(query: Q): Q => {
    applySets(query, { item: items });
    return query;
  };
  return {
    filter: touching,
    find: touching,
    columns: ['items'],
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
      return listOf(filter).search(
        db,
        matching,
        wordSearch(filter.q, listCountCaps.words),
      );
    }
    if (isOfOneItem(filter) && !options.readable) {
      return latestOfItem(db, filter.item[0], filter);
    }
    // The open ones have an index of their own, and are few.
    if (filter.item?.length && !isOfOpen(filter)) {
      const others = { ...filter, item: [] };
      return listOf(filter).search(
        db,
        () => matching(others),
        itemSearch(filter.item),
      );
    }
    // What lies in a period but is sorted otherwise could be anywhere in that order: the period leads.
    const source = isLedByPeriod(filter)
      ? db.from(plannedAlone(matching()).as('changes'))
      : matching();
    const [page, count] = await Promise.all([
      listOf(filter).page(source),
      countUpTo(
        db,
        matching(),
        isOfPeriod(filter) ? listCountCaps.period : listCountCaps.usual,
      ),
    ]);
    return { ...page, count };
  }

  /**
   * How many changes match each of some filters. Those that differ in type or close code alone, as a share and what it is a share
   * of, are counted in one go, and so at one moment. The others are counted by two statements at once: who asks for many has not
   * to wait for one after the other.
   */
  async lengths(
    db: Knex,
    filters: readonly ListFilter[],
    options: {
      now: Date;
      readable?: PermissionCriteria<ChangeRequestFilter>;
    },
  ): Promise<number[]> {
    if (filters.length === 0) return [];
    const keys = filters.map(filter => JSON.stringify(filter));
    const first = [...new Set(keys)].map(key => filters[keys.indexOf(key)]);
    const groups = groupedBy(first, ({ type, closeCode, ...common }) =>
      JSON.stringify(common),
    );
    const counts = [...groups.values()].map((members, i) =>
      this.#countsOf(db, members, options, i),
    );
    // By turns: lists of one period and of that before it, which take as long, stand one after the other.
    const halves = [0, 1].map(half => counts.filter((_, i) => i % 2 === half));
    const rows = await Promise.all(
      halves.filter(({ length }) => length > 0).map(half => oneRow(db, half)),
    );
    const row: Row = Object.assign({}, ...rows);
    const found = [...groups.values()].flatMap((members, i) =>
      members.map((member, k) => ({
        key: JSON.stringify(member),
        count: Number(row[`n${i}_${k}`]),
      })),
    );
    return keys.map(key => found.find(each => each.key === key)!.count);
  }

  /** Counts filters that differ in type or close code alone; one alone is narrowed by both before it is counted. */
  #countsOf(
    db: Knex,
    members: readonly ListFilter[],
    options: {
      now: Date;
      readable?: PermissionCriteria<ChangeRequestFilter>;
    },
    place: number,
  ): Knex.QueryBuilder {
    const query = db<ChangeRow>('changes');
    const [only] = members;
    const isAlone = members.length === 1;
    const common = { ...only, type: undefined, closeCode: undefined };
    applyFilter(query, isAlone ? only : common, options);
    if (options.readable) applyChangeCriteria(query, options.readable);
    return query
      .select(
        members.map(({ type, closeCode }, k) =>
          isAlone
            ? db.raw('count(*) AS ??', [`n${place}_${k}`])
            : db.raw(
                `count(*) FILTER (WHERE (?::text[] IS NULL OR type = ANY (?)) AND (?::text[] IS NULL OR close_code = ANY (?))) AS ??`,
                [
                  ...[anyOf(type), anyOf(type)],
                  ...[anyOf(closeCode), anyOf(closeCode)],
                  `n${place}_${k}`,
                ],
              ),
        ),
      )
      .as(`g${place}`);
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
    if (filter.q) new TextSearch(filter.q).find(query);
    const { capped } = await countUpTo(db, query, options.most);
    return capped;
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

/** What some queries of one row each say, as one row of one statement. */
async function oneRow(
  db: Knex,
  [one, ...others]: readonly Knex.QueryBuilder[],
): Promise<Row> {
  return others
    .reduce<Knex.QueryBuilder>(
      (query, each) => query.crossJoin(each as unknown as Knex.Raw),
      db.select('*').from(one),
    )
    .first();
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
  const [page, count] = await Promise.all([
    listOf(filter).page(db('changes').whereIn('id', ids)),
    countUpTo(db, those(), listCountCaps.usual),
  ]);
  return { ...page, count };
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

/** The page of a list that a query asks for. */
function listOf({
  sort,
  order,
  cursor,
  limit,
}: ListFilter): KeysetList<ChangeSummary> {
  return new KeysetList({
    sort,
    column: sortColumns[sort],
    order,
    cursor,
    limit,
    table: 'changes',
    columns: summaryColumns,
    toItem: toSummary,
  });
}
