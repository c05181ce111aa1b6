import { TimelineEvent } from '@countersign/plugin-ledger-common';
import { ChangeEventType } from '../model';

/** What Countersign does by itself when somebody does something: not an act of theirs, though their request led to it. */
export const actsOfSystem: ReadonlySet<string> = new Set<string>([
  'change.assessed',
  'change.approvals_voided',
  'change.approval_overdue',
  'change.relied',
  'change.ruleset',
  'change.rules_adopted',
  'deployment.reconciled',
] satisfies ChangeEventType[]);

/** Steps that are what somebody did; any other follows from something else. */
const ownSteps: readonly unknown[] = ['start', 'complete'];

/** Whether an entry tells what Countersign did, whoever's request it came with. */
export function isActOfSystem({
  type,
  data,
}: Pick<TimelineEvent, 'type' | 'data'>): boolean {
  return (
    actsOfSystem.has(type) ||
    (type === 'change.transitioned' && !ownSteps.includes(data.verb))
  );
}

/**
 * Which entry tells what happened where one act wrote several: the weightiest. A step says less than what led to it, and
 * what decisions rely on least.
 */
export const weights: Record<ChangeEventType, number> = {
  'change.commented': 9,
  'change.created': 8,
  'change.rejected': 7,
  'change.approved': 7,
  'change.changes_requested': 7,
  'change.changes_request_withdrawn': 7,
  'change.approval_withdrawn': 7,
  'change.declined': 7,
  'change.canceled': 7,
  'change.closed': 7,
  'change.held': 7,
  'change.resumed': 7,
  'change.conflict_accepted': 7,
  'change.submitted': 6,
  'change.plan_attached': 6,
  'deployment.reported': 6,
  'gate.decided': 6,
  'change.updated': 5,
  'change.approval_overdue': 5,
  'schedule_rule.created': 5,
  'schedule_rule.ended': 5,
  'policy.activated': 5,
  'change.approval_requested': 4,
  'deployment.reconciled': 4,
  'change.transitioned': 3,
  'change.approvals_voided': 3,
  'change.assessed': 2,
  'change.rules_adopted': 1,
  'change.relied': 0,
  'change.ruleset': 0,
};

/** What the timeline can be narrowed to. */
export const timelineFilters = ['all', 'comments', 'decisions'] as const;
export type TimelineFilter = (typeof timelineFilters)[number];

const decisions = new Set<string>([
  'change.approved',
  'change.rejected',
  'change.changes_requested',
  'change.changes_request_withdrawn',
  'change.approval_withdrawn',
  'change.approval_requested',
  'change.conflict_accepted',
  'change.submitted',
  'change.declined',
  'change.held',
  'change.resumed',
  'change.closed',
  'change.canceled',
  'gate.decided',
  'deployment.reconciled',
] satisfies ChangeEventType[]);

/** Decisions with which people say something. */
const isOpinion = new Set<string>([
  'change.approved',
  'change.rejected',
  'change.changes_requested',
  'change.changes_request_withdrawn',
  'change.approval_withdrawn',
] satisfies ChangeEventType[]);

/** Whether a line belongs to what the reader wants to see. */
export function isShownBy(
  filter: TimelineFilter,
  { events }: { events: readonly TimelineEvent[] },
): boolean {
  switch (filter) {
    case 'comments':
      return events.some(
        ({ type, data }) =>
          type === 'change.commented' ||
          (isOpinion.has(type) && Boolean(data.comment)),
      );
    case 'decisions':
      return events.some(
        event =>
          decisions.has(event.type) ||
          (event.type === 'change.transitioned' && !isActOfSystem(event)),
      );
    default:
      return true;
  }
}
