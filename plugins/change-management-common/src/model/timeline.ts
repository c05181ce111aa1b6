/** Something that happened to a change: a ledger entry, read for people. */
export interface TimelineEvent {
  /** The ledger entry's id. */
  id: string;
  /** Dotted verb, such as `change.approved`. */
  type: string;
  actor: string;
  occurredAt: string;
  /** The entry's data as it stands in the ledger. */
  data: Record<string, unknown>;
  /** Index in the log; absent until the sequencer has placed it. */
  ledgerIndex?: number;
}

/** The types of entries change management writes. */
export const changeEventTypes = [
  'change.created',
  'change.updated',
  'change.plan_attached',
  'change.submitted',
  'change.assessed',
  'change.transitioned',
  'change.approval_requested',
  'change.approved',
  'change.rejected',
  'change.approval_withdrawn',
  'change.declined',
  'change.approvals_voided',
  'change.conflict_accepted',
  'change.held',
  'change.resumed',
  'change.commented',
  'change.closed',
  'change.canceled',
  'change.approval_overdue',
  'change.relied',
  'change.ruleset',
  'change.rules_adopted',
  'gate.decided',
  'deployment.reported',
  'deployment.reconciled',
  'schedule_rule.created',
  'schedule_rule.ended',
  'policy.activated',
] as const;
export type ChangeEventType = (typeof changeEventTypes)[number];
