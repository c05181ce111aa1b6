import {
  compact,
  countUpTo,
  iso,
  KeysetList,
  Row,
} from '@countersign/plugin-governance-node';
import {
  alertNumber,
  AlertPage,
  AlertView,
  budgetLeftOf,
  ListAlertsQuery,
  Objective,
  standingOf,
  thresholdOf,
  tiersOf,
  windowLength,
} from '@countersign/plugin-service-levels-common';
import { Knex } from 'knex';
import { seqOf, storedOf } from './AlertStore';
import { KeptVerdict } from './ObjectiveStore';

/** Counting stops here: nobody reads so far. */
const COUNTED = 1_000;

const MS = `interval '1 millisecond'`;

/**
 * The bad events of an alert's life, from the beginning of its long window: of the finest steps while they are kept, of
 * coarser ones after that.
 */
const LOST = `(
  SELECT sum(b.bad) FROM buckets b
  WHERE b.measurement = o.measurement
    AND b.ends_at > a.pending_since - a.window_ms * ${MS}
    AND b.ends_at - make_interval(secs => b.width) < coalesce(a.resolved_at, 'infinity')
    AND CASE
      WHEN a.pending_since - a.window_ms * ${MS} > :now::timestamptz - o.fine_reach_ms * ${MS} THEN b.width < 300
      WHEN a.pending_since - a.window_ms * ${MS} > :now::timestamptz - interval '14 days' THEN b.width = 300
      ELSE b.width = 3600
    END
) AS lost`;

/** Alerts as pages read them: with how their objective stands. */
export class AlertListStore {
  /** What fires first, then the newest. */
  async list(
    knex: Knex,
    { limit, cursor, ...filters }: ListAlertsQuery,
    now: Date,
  ): Promise<AlertPage> {
    const matching = () =>
      alertsOf(knex).where(query => narrow(query, filters));
    const list = new KeysetList({
      sort: 'urgency',
      column: 'urgency',
      order: 'desc',
      table: 'alerts',
      columns: ['alerts.*'],
      limit,
      cursor,
      toItem: viewOf,
    });
    const rows = withObjective(matching(), knex, now);
    const page = await list.page(knex.from(rows.as('alerts')));
    return { ...page, count: await countUpTo(knex, matching(), COUNTED) };
  }

  async view(
    knex: Knex,
    number: string,
    now: Date,
  ): Promise<AlertView | undefined> {
    const row = await withObjective(
      alertsOf(knex).where({ 'a.seq': seqOf(number) }),
      knex,
      now,
    ).first();
    return row && viewOf(row);
  }
}

function alertsOf(knex: Knex) {
  return knex('alerts AS a')
    .join('objectives AS o', 'o.id', 'a.objective')
    .join('objective_states AS s', 's.seq', 'o.seq');
}

function withObjective(query: Knex.QueryBuilder, knex: Knex, now: Date) {
  return query.select(
    ...['a.*', 'o.title', 'o.component', 'o.owner', 'o.definition'],
    ...['s.total', 's.measured', 's.burn_rate', 's.exhausted_in'],
    's.verdicts',
    knex.raw(LOST, { now }),
  );
}

function narrow(
  query: Knex.QueryBuilder,
  filters: Omit<ListAlertsQuery, 'limit' | 'cursor'>,
): void {
  const { objective, component, owner, state, severity } = filters;
  if (objective !== undefined) query.where({ 'a.objective': objective });
  const wanted = {
    'o.component': component,
    'o.owner': owner,
    'a.state': state,
    'a.severity': severity,
  };
  for (const [column, values] of Object.entries(wanted)) {
    if (values) query.whereIn(column, values);
  }
  if (filters.acknowledged === true) query.whereNotNull('a.acknowledged_by');
  if (filters.acknowledged === false) query.whereNull('a.acknowledged_by');
  if (filters.q !== undefined) {
    const { prefix } = alertNumber;
    query.whereRaw(
      `strpos(lower(concat_ws(?, o.title, o.id, o.component, ? || lpad(a.seq::text, 7, '0'))), lower(?)) > 0`,
      ['\n', prefix, filters.q],
    );
  }
}

function viewOf(row: Row): AlertView {
  const { alert, objective, kind } = storedOf(row);
  const { acknowledged } = alert;
  const text = (value: unknown) => (value as string | null) ?? undefined;
  return compact({
    number: alert.id,
    objective,
    title: String(row.title),
    component: text(row.component),
    owner: text(row.owner),
    kind,
    state: alert.state,
    severity: alert.severity,
    window: alert.window,
    pendingSince: new Date(alert.pendingSince).toISOString(),
    firedAt: iso(row.fired_at),
    resolvedAt: iso(row.resolved_at),
    acknowledged: acknowledged && {
      by: acknowledged.by,
      at: new Date(acknowledged.at).toISOString(),
    },
    runbook: (row.definition as Objective).runbook,
    ...figuresOf(row, alert.window, row.resolved_at === null),
  });
}

/** What it is about in figures; those of now only while it is open. */
function figuresOf(row: Row, window: number, isOpen: boolean) {
  const objective = row.definition as Objective;
  const { target } = objective;
  const verdicts = (row.verdicts as KeptVerdict[] | null) ?? [];
  const tiers = tiersOf(objective);
  const at = row.kind === 'burn' ? tiers.findIndex(t => t.long === window) : -1;
  const promise = { target, window: windowLength(objective.window) };
  const burning = verdicts[at] && standingOf(verdicts[at].long, target);
  return {
    threshold: at < 0 ? undefined : thresholdOf(tiers[at], promise).burnRate,
    ...(isOpen && {
      burnRate: typeof burning === 'object' ? burning.burnRate : undefined,
      budgetLeft: leftOf(row),
      exhaustedIn: figure(row.exhausted_in),
    }),
    spent: spentOf(row, target),
  };
}

/** What is left of the budget of the whole window: what is not measured counts as good. */
function leftOf(row: Row): number | undefined {
  const [burnRate, measured] = [row.burn_rate, row.measured].map(figure);
  return burnRate === undefined || measured === undefined
    ? undefined
    : budgetLeftOf({ burnRate }, measured);
}

/** Bad events as a share of the budget of the whole window, as its traffic is now. */
function spentOf(row: Row, target: number): number | undefined {
  const [bad, total, measured] = [row.lost, row.total, row.measured].map(
    figure,
  );
  if (bad === undefined || !total || !measured) return undefined;
  const spent = standingOf({ bad, total: total / measured }, target);
  return typeof spent === 'string' ? undefined : spent.burnRate;
}

function figure(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
