import { PermissionCriteria } from '@backstage/plugin-permission-common';
import {
  ChangePage,
  ChangeSummary,
  listChangesQuerySchema,
} from '@countersign/plugin-change-management-common';
import { ChangeRequestFilter } from '@countersign/plugin-change-management-node';
import { Knex } from 'knex';
import { z } from 'zod';
import { ChangeRow, iso, summaryColumns, toSummary } from './changeRows';
import { decodeCursor, encodeCursor } from './cursor';
import { applyCriteria } from './permissionFilter';
import { toTextSearch } from './textSearch';

/** A list query as the router parsed it. */
export type ListFilter = z.output<typeof listChangesQuerySchema>;

/** Where the caller could approve: as a member, or for somebody who delegated. */
export interface ApproverStanding {
  user: string;
  groups: string[];
  delegations: { group: string; delegator: string }[];
}

/** Counting stops here: an exact count of a million rows helps nobody and costs everybody. */
const COUNT_CAP = 10_000;
/** Where each row costs more, nobody reads on so far. */
const COSTLY_COUNT_CAP = 1000;

/** No window is longer (see `timeWindowSchema`), which bounds every search for overlaps from below. */
export const LONGEST_WINDOW = '31 days';

/** Written out so that the planner sees that a partial index of open changes suffices. */
const OPEN = `state NOT IN ('closed', 'canceled')`;

const sortColumns = {
  updated: 'updated_at',
  created: 'created_at',
  window: 'window_sort',
  risk: 'risk_sort',
} as const;

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
    const [page, count] = await Promise.all([
      this.#page(matching(), filter),
      this.#count(
        db,
        matching(),
        filter.q || filter.awaitingMyApproval ? COSTLY_COUNT_CAP : COUNT_CAP,
      ),
    ]);
    return { ...page, count };
  }

  async #page(query: Knex.QueryBuilder, filter: ListFilter) {
    const { sort, order, limit } = filter;
    const column = sortColumns[sort];
    if (filter.cursor) {
      const { key, seq } = decodeCursor(filter.cursor, { sort, order });
      // A row comparison is what lets PostgreSQL begin in the middle of the index.
      query.whereRaw(
        `(??, seq) ${order === 'desc' ? '<' : '>'} (${
          typeof key === 'number' ? '?::float8' : '?::timestamptz'
        }, ?::bigint)`,
        [column, key, seq],
      );
    }
    const rows: ChangeRow[] = await query
      .select(...summaryColumns, column)
      .orderBy([
        { column, order },
        { column: 'seq', order },
      ])
      .limit(limit + 1);
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return {
      items: rows.slice(0, limit).map(toSummary),
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

  async #count(db: Knex, query: Knex.QueryBuilder, cap: number) {
    const [row]: { n: string }[] = await db
      .select(db.raw('count(*) AS n'))
      .from(
        query
          .select(db.raw('1'))
          .limit(cap + 1)
          .as('matching'),
      );
    const value = Number(row.n);
    return { value: Math.min(value, cap), capped: value > cap };
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

function applyFilter(
  query: Knex.QueryBuilder,
  filter: ListFilter,
  options: { now: Date; approver?: ApproverStanding },
) {
  const { state } = filter;
  if (state?.length) {
    query.whereIn('state', state);
    if (!state.includes('closed') && !state.includes('canceled')) {
      query.whereRaw(OPEN);
    }
  }
  applySets(query, filter);
  if (filter.type?.length) query.whereIn('type', filter.type);
  if (filter.risk?.length) query.whereIn('risk_level', filter.risk);
  if (filter.requester?.length) query.whereIn('requester', filter.requester);
  if (filter.implementer?.length) {
    query.whereIn('implementer', filter.implementer);
  }
  if (filter.onHold !== undefined) query.where('on_hold', filter.onHold);
  if (filter.overdue) {
    query
      .whereRaw(OPEN)
      .whereNotNull('approval_due_at')
      .whereNot('approval_status', 'approved')
      .where('approval_due_at', '<=', options.now);
  }
  if (filter.q) {
    query.whereRaw(`search @@ to_tsquery('simple', ?)`, [
      toTextSearch(filter.q),
    ]);
  }
  if (filter.windowFrom || filter.windowTo) {
    applyOverlap(query, filter.windowFrom, filter.windowTo);
  }
  if (filter.awaitingMyApproval) {
    if (options.approver) applyAwaiting(query, options.approver);
    else query.whereRaw('false');
  }
}

function applySets(
  query: Knex.QueryBuilder,
  filter: Pick<ListFilter, 'team' | 'item' | 'environment'>,
) {
  if (filter.environment?.length) {
    query.whereIn('environment', filter.environment);
  }
  if (filter.team?.length) query.whereIn('team', filter.team);
  if (filter.item?.length) {
    query.whereRaw('items && ?::text[]', [filter.item]);
  }
}

/** Asks `window_sort` alone, which is the epoch where there is no window, so that the index answers. */
function applyOverlap(query: Knex.QueryBuilder, from?: string, to?: string) {
  if (from) {
    query
      .whereRaw('window_end > ?::timestamptz', [from])
      .whereRaw(
        `window_sort > ?::timestamptz - interval '${LONGEST_WINDOW}' - interval '1 second'`,
        [from],
      );
  } else {
    query.whereRaw('window_sort > to_timestamp(0)');
  }
  if (to) query.whereRaw('window_sort < ?::timestamptz', [to]);
}

/**
 * A requirement is open, the caller could give it, and neither the caller nor the delegator is barred by duty. Conditions
 * that follow from one another are left out: the planner would take them for independent ones and expect too few rows.
 */
function applyAwaiting(query: Knex.QueryBuilder, approver: ApproverStanding) {
  const { user, groups, delegations } = approver;
  query
    .whereRaw(OPEN)
    .whereNot('requester', user)
    .whereRaw('implementer IS DISTINCT FROM ?', [user])
    .whereRaw('NOT (? = ANY (plan_authors))', [user])
    .whereRaw(
      `NOT EXISTS (SELECT 1 FROM approvals a WHERE a.change_id = changes.id
         AND a.round = changes.approval_round AND a.void_at IS NULL AND a.approver = ?)`,
      [user],
    );
  if (!delegations.length) {
    query.whereRaw('pending_groups && ?::text[]', [groups]);
    return;
  }
  query.whereRaw(
    `(pending_groups && ?::text[] OR EXISTS (
         SELECT 1 FROM unnest(?::text[], ?::text[]) AS d(group_ref, delegator)
         WHERE d.group_ref = ANY (changes.pending_groups)
           AND d.delegator <> changes.requester
           AND d.delegator IS DISTINCT FROM changes.implementer
           AND NOT (d.delegator = ANY (changes.plan_authors))))`,
    [groups, delegations.map(d => d.group), delegations.map(d => d.delegator)],
  );
}
