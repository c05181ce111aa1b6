import { PermissionCriteria } from '@backstage/plugin-permission-common';
import { CountedPage } from '@countersign/plugin-governance-common';
import {
  applyCriteria,
  countUpTo,
  factColumns,
  FilterColumns,
  KeysetList,
  ListSearch,
  plannedAlone,
  Row,
  TextSearch,
} from '@countersign/plugin-governance-node';
import {
  IncidentFilters,
  openStates,
} from '@countersign/plugin-incident-management-common';
import { IncidentFilter } from '@countersign/plugin-incident-management-node';
import { Knex } from 'knex';
import { IncidentStore, StoredIncident } from './IncidentStore';

const incidents = new IncidentStore();

/** Counting stops here: nobody reads so far. */
const COUNTED = 1000;

const orders = {
  updated: { column: 'updated_at', order: 'desc' },
  opened: { column: 'created_at', order: 'desc' },
  priority: { column: 'priority', order: 'asc' },
} as const;

/** What rules ask for, by its column. */
const columns: FilterColumns<IncidentFilter> = {
  team: { column: 'team', array: true },
  reporter: { column: 'reporter', array: false },
  responders: { column: 'responders', array: true },
};

/** Who reads a list, and what of it. */
export interface ListReader {
  ref: string;
  now: Date;
  /** What of it permissions let the reader see; all when absent. */
  readable?: PermissionCriteria<IncidentFilter>;
  /** The groups whose private incidents are seen; all when absent. */
  groups?: readonly string[];
}

/** Incidents that fit every filter, a page at a time. */
export class IncidentListStore {
  async list(
    db: Knex,
    filters: IncidentFilters,
    reader: ListReader,
  ): Promise<CountedPage<StoredIncident>> {
    const { sort, limit, cursor, q, team, entityRef, open } = filters;
    const matching = (narrowedBy: IncidentFilters = filters) =>
      filtered(db('incidents'), narrowedBy, reader);
    const list = new KeysetList({
      sort,
      ...orders[sort],
      limit,
      cursor,
      table: 'incidents',
      columns: ['seq', ...factColumns],
      toItem: row => incidents.toStored(row),
    });
    if (q) {
      const others = { ...filters, q: undefined };
      return list.search(db, () => matching(others), wordSearch(q));
    }
    // The open ones have an index of their own, and are few. Of others, those of an entity may all be long ago.
    if (!open && (entityRef ?? team)) {
      const others = {
        ...filters,
        ...(entityRef ? { entityRef: undefined } : { team: undefined }),
      };
      return list.search(
        db,
        () => matching(others),
        entityRef
          ? searchFor('entities', entityRef)
          : searchFor('team', team ?? []),
      );
    }
    // What was opened in a time but is sorted otherwise could be anywhere in that order: the time leads.
    const isLedByTime = filters.openedFrom !== undefined && sort !== 'opened';
    const page = await list.page(
      isLedByTime
        ? db.from(plannedAlone(matching()).as('incidents'))
        : matching(),
    );
    return { ...page, count: await countUpTo(db, matching(), COUNTED) };
  }

  /** How many there are that fit each of some filters, all counted at one moment. */
  async lengths(
    db: Knex,
    filters: readonly IncidentFilters[],
    reader: ListReader,
  ): Promise<number[]> {
    const counted = filters.map((filter, i) =>
      filtered(db('incidents').count('*'), filter, reader).as(`n${i}`),
    );
    const row: Row = await db.select(counted).first();
    return filters.map((_, i) => Number(row[`n${i}`]));
  }
}

/** Those whose number or title has all of these words. */
function wordSearch(text: string): ListSearch {
  const words = new TextSearch(text);
  const narrow = <Q extends Knex.QueryBuilder>(query: Q): Q =>
    words.filter(query);
  return found(narrow, 'search');
}

/** Those that have one of these in a column of many. */
function searchFor(
  column: 'entities' | 'team',
  refs: readonly string[],
): ListSearch {
  const narrow = <Q extends Knex.QueryBuilder>(query: Q): Q => {
    query.whereRaw('?? && ?::text[]', [column, [...refs]]);
    return query;
  };
  return found(narrow, column);
}

/** An index finds what narrows rows by this column too. */
function found(
  narrow: ListSearch['filter'],
  column: 'search' | 'entities' | 'team',
): ListSearch {
  return {
    filter: narrow,
    find: narrow,
    columns: [column],
    frequent: 0.015,
    countCap: COUNTED,
  };
}

/** Narrows a query to what the reader may see. */
export function seenBy(
  query: Knex.QueryBuilder,
  { readable, groups }: Pick<ListReader, 'readable' | 'groups'>,
): Knex.QueryBuilder {
  if (groups) {
    query.where(seen =>
      seen.whereNull('private_to').orWhereIn('private_to', [...groups]),
    );
  }
  if (readable) query.where(all => applyCriteria(all, readable, columns));
  return query;
}

function filtered(
  query: Knex.QueryBuilder,
  filters: IncidentFilters,
  reader: ListReader,
): Knex.QueryBuilder {
  const { ref, now } = reader;
  const { state, open, priority, team, entityRef, commander, major } = filters;
  const { drill, mine, paged, overdue, openedFrom, openedTo } = filters;
  seenBy(query, reader);
  if (state) query.whereIn('state', state);
  if (open !== undefined) {
    query[open ? 'whereIn' : 'whereNotIn']('state', [...openStates]);
  }
  if (priority) query.whereIn('priority', priority);
  if (team) query.whereRaw('team && ?::text[]', [team]);
  if (entityRef) query.whereRaw('entities && ?::text[]', [entityRef]);
  if (commander) query.whereIn('commander', commander);
  if (paged) {
    query.whereIn('number', told =>
      told
        .from('escalation_pages')
        .select('number')
        .whereIn('recipient', paged)
        .whereNot({ channel: 'nobody' }),
    );
  }
  if (major) query.whereIn('major', major);
  if (drill !== undefined) query.where({ drill });
  if (mine) {
    query.where(own =>
      own
        .where({ reporter: ref })
        .orWhereRaw('responders && ?::text[]', [[ref]]),
    );
  }
  if (overdue) query.where('next_update_at', '<', now);
  if (openedFrom) query.where('created_at', '>=', openedFrom);
  if (openedTo) query.where('created_at', '<', openedTo);
  return query;
}
