import { ConfigurationItem } from '@countersign/plugin-cmdb-common';
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
    const isAbout =
      rule.kind === 'maintenance' &&
      (rule.environments.length === 0 ||
        (item.environment !== undefined &&
          rule.environments.includes(item.environment))) &&
      (rule.scope === undefined ||
        evaluateFilterPredicate(rule.scope, itemView(item)));
    const until = isAbout ? endOf(rule, at) : undefined;
    return until === undefined
      ? []
      : [{ by: 'maintenance', id: rule.id, title: rule.title, until }];
  });
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

/** Approved changes on the entity whose window a moment lies in: the alert is marked with them, and heard all the same. */
export function changesAround(
  entityRef: string,
  changes: readonly WindowedChange[],
  at: number,
): { number: string; title: string }[] {
  return changes
    .filter(
      ({ items, state, window, approvalStatus }) =>
        items.includes(entityRef) &&
        underWay.includes(state) &&
        approved.includes(approvalStatus) &&
        Date.parse(window.start) <= at &&
        at < Date.parse(window.end),
    )
    .map(({ number, title }) => ({ number, title }));
}
