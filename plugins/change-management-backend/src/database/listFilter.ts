import {
  changeMoments,
  listChangesQuerySchema,
} from '@countersign/plugin-change-management-common';
import { Knex } from 'knex';
import { z } from 'zod';

/** A list query as the router parsed it. */
export type ListFilter = z.output<typeof listChangesQuerySchema>;

/** Where the caller could approve: as a member, or for somebody who delegated. */
export interface ApproverStanding {
  user: string;
  groups: string[];
  delegations: { group: string; delegator: string }[];
}

/** No window is longer (see `timeWindowSchema`), which bounds every search for overlaps from below. */
export const LONGEST_WINDOW = '31 days';

/** Written out so that the planner sees that a partial index of open changes suffices. */
export const OPEN = `state NOT IN ('closed', 'canceled')`;

const wanted = { approval_status: 'changes_requested' };

/** The column of each order. */
export const sortColumns = {
  updated: 'updated_at',
  created: 'created_at',
  window: 'window_sort',
  risk: 'risk_sort',
  submitted: 'submitted_at',
  approved: 'approved_at',
  closed: 'closed_at',
} as const;

/** Whether only open changes are asked for. */
export function isOfOpen({ state }: Pick<ListFilter, 'state'>): boolean {
  return Boolean(
    state?.length && !state.includes('closed') && !state.includes('canceled'),
  );
}

/** Null where the change has not come so far; a keyset cursor needs a value. */
const nullableSorts: ReadonlySet<ListFilter['sort']> = new Set([
  'submitted',
  'approved',
  'closed',
]);

export function applyFilter(
  query: Knex.QueryBuilder,
  filter: ListFilter,
  options: { now: Date; approver?: ApproverStanding },
) {
  const { state } = filter;
  if (state?.length) {
    if (isOfOpen(filter)) query.whereRaw(OPEN);
    if (isOfOpen(filter) && filter.item?.length) {
      // Asked of the rows: the index of open items finds few, and that of states half of all that is open.
      query.whereRaw('(state = ANY (?::text[])) IS TRUE', [state]);
    } else {
      query.whereIn('state', state);
    }
  }
  applySets(query, filter);
  if (filter.type?.length) query.whereIn('type', filter.type);
  if (filter.risk?.length) query.whereIn('risk_level', filter.risk);
  if (filter.requester?.length) query.whereIn('requester', filter.requester);
  if (filter.implementer?.length) {
    query.whereIn('implementer', filter.implementer);
  }
  if (filter.closeCode?.length) query.whereIn('close_code', filter.closeCode);
  if (filter.onHold !== undefined) query.where('on_hold', filter.onHold);
  if (filter.demo !== undefined) query.where('demo', filter.demo);
  applyMoments(query, filter);
  if (filter.changesRequested !== undefined) {
    if (filter.changesRequested) query.where(wanted).whereRaw(OPEN);
    else query.whereNot(wanted);
  }
  if (filter.overdue) {
    query
      .whereRaw(OPEN)
      .whereNotNull('approval_due_at')
      .whereNot('approval_status', 'approved')
      .where('approval_due_at', '<=', options.now);
  }
  if (filter.windowFrom || filter.windowTo) {
    applyOverlap(query, filter.windowFrom, filter.windowTo);
  }
  if (filter.awaitingMyApproval) {
    if (options.approver) applyAwaiting(query, options.approver);
    else query.whereRaw('false');
  }
}

export function applySets(
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

function applyMoments(query: Knex.QueryBuilder, filter: ListFilter) {
  for (const moment of changeMoments) {
    const column = sortColumns[moment];
    const from = filter[`${moment}From`];
    const to = filter[`${moment}To`];
    if (from) query.where(column, '>=', from);
    if (to) query.where(column, '<', to);
  }
  if (nullableSorts.has(filter.sort)) {
    query.whereNotNull(sortColumns[filter.sort]);
  }
}

/** Asks `window_sort` alone, which is the epoch where there is no window, so that the index answers. */
export function applyOverlap(
  query: Knex.QueryBuilder,
  from?: string,
  to?: string,
) {
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
    )
    // What they want changed waits for the requester.
    .whereRaw(
      `NOT EXISTS (SELECT 1 FROM changes_requests r WHERE r.change_id = changes.id
         AND r.round = changes.approval_round AND r.ended_at IS NULL AND r.approver = ?)`,
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
