import { CmdbGraph, ConfigurationItem } from '@countersign/plugin-cmdb-common';
import { evaluateFilterPredicate } from '@backstage/filter-predicates';
import type {
  CalendarChange,
  ScheduleRule,
} from '@countersign/plugin-change-management-common';
import { itemView, occurrences } from '@countersign/plugin-governance-common';
import { Suppression } from '../intake/groups';

/** What of a rule of the change calendar says when and where maintenance is. */
export type MaintenanceRule = Pick<
  ScheduleRule,
  | 'id'
  | 'kind'
  | 'title'
  | 'start'
  | 'end'
  | 'timeZone'
  | 'rrule'
  | 'scope'
  | 'environments'
  | 'endedAt'
>;

/** Around a moment: no occurrence that is on then begins earlier. */
const DAY = 86_400_000;

/** The maintenance windows of the change calendar that an item is in at a moment. */
export function maintenanceOf(
  item: ConfigurationItem | undefined,
  rules: readonly MaintenanceRule[],
  at: number,
): Suppression[] {
  if (!item) return [];
  return rules.flatMap(rule => {
    const until = covers(rule, item) ? endOf(rule, at) : undefined;
    return until === undefined
      ? []
      : [{ by: 'maintenance', id: rule.id, title: rule.title, until }];
  });
}

/** A maintenance window that is on, and the approved changes that are made in it. */
export interface RunningMaintenance {
  id: string;
  title: string;
  until: number;
  changes: { number: string; title: string }[];
}

/** The maintenance windows of the change calendar that are on at a moment, those that end first first. */
export function runningMaintenance(
  graph: Pick<CmdbGraph, 'item'>,
  rules: readonly MaintenanceRule[],
  changes: readonly WindowedChange[],
  at: number,
): RunningMaintenance[] {
  const running = changesUnderWay(changes, at);
  return rules
    .flatMap(rule => {
      const until = rule.kind === 'maintenance' ? endOf(rule, at) : undefined;
      if (until === undefined) return [];
      const { id, title } = rule;
      const covered = running.filter(({ items }) =>
        items.some(ref => {
          const item = graph.item(ref);
          return item !== undefined && covers(rule, item);
        }),
      );
      return [
        {
          ...{ id, title, until },
          changes: covered.map(change => ({
            number: change.number,
            title: change.title,
          })),
        },
      ];
    })
    .sort((a, b) => a.until - b.until || (a.id < b.id ? -1 : 1));
}

/** Whether what the window is about has the item. */
function covers(
  { kind, environments, scope }: MaintenanceRule,
  item: ConfigurationItem,
): boolean {
  return (
    kind === 'maintenance' &&
    (environments.length === 0 ||
      (item.environment !== undefined &&
        environments.includes(item.environment))) &&
    (scope === undefined || evaluateFilterPredicate(scope, itemView(item)))
  );
}

function endOf(rule: MaintenanceRule, at: number): number | undefined {
  const ends = occurrences(
    rule,
    new Date(at).toISOString(),
    new Date(at + DAY).toISOString(),
  )
    .filter(({ start }) => Date.parse(start) <= at)
    .map(({ end }) => Date.parse(end));
  return ends.length > 0 ? Math.max(...ends) : undefined;
}

/** What of a change says whether an alert came while it was being made. */
export type WindowedChange = Pick<
  CalendarChange,
  'number' | 'title' | 'state' | 'window' | 'items' | 'approvalStatus'
>;

/** States in which a change is being made, or may be. */
const underWay: readonly WindowedChange['state'][] = [
  'scheduled',
  'implement',
  'review',
  'closed',
];

/** An emergency goes ahead before its approval, which is due then. */
const approved: readonly WindowedChange['approvalStatus'][] = [
  'approved',
  'preapproved',
  'due',
];

/** Approved changes whose window a moment lies in. */
export function changesUnderWay<T extends WindowedChange>(
  changes: readonly T[],
  at: number,
): T[] {
  return changes.filter(
    ({ state, window, approvalStatus }) =>
      underWay.includes(state) &&
      approved.includes(approvalStatus) &&
      Date.parse(window.start) <= at &&
      at < Date.parse(window.end),
  );
}

/** Approved changes that nobody has begun, whose window opens within a time. */
export function changesAhead<T extends WindowedChange>(
  changes: readonly T[],
  at: number,
  within: number,
): T[] {
  return changes.filter(({ state, window, approvalStatus }) => {
    const start = Date.parse(window.start);
    return (
      state === 'scheduled' &&
      approved.includes(approvalStatus) &&
      start > at &&
      start <= at + within
    );
  });
}

/** Those of them on the entity: the alert is marked with them, and heard all the same. */
export function changesAround(
  entityRef: string,
  changes: readonly WindowedChange[],
  at: number,
): { number: string; title: string }[] {
  return changesUnderWay(changes, at)
    .filter(({ items }) => items.includes(entityRef))
    .map(({ number, title }) => ({ number, title }));
}
