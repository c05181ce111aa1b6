import type {
  PlannedResource,
  PlannedAction,
  RedactedPlan,
} from '../answers/plan';

export type {
  PlanCounts,
  AttributeChange,
  PlannedResource,
  PlannedAction,
  RedactedPlan,
} from '../answers/plan';

/** What a plan does to one resource. */
export const planActions = [
  'create',
  'update',
  'replace',
  'delete',
  'forget',
  'read',
  'no-op',
] as const;
export type PlanAction = (typeof planActions)[number];

/** A resource of a plan without its attributes. */
export type OutlinedResource = Pick<
  PlannedResource,
  'address' | 'type' | 'action' | 'entityRef'
>;

/** What of a plan decides anything: everything but what is only shown. It stays small where the plan is large. */
export interface PlanOutline
  extends Pick<RedactedPlan, 'digest' | 'counts' | 'unmapped' | 'redactions'> {
  resources: OutlinedResource[];
  /** Absent in plans that were stored before actions were read. */
  actions?: Pick<PlannedAction, 'address' | 'type' | 'entityRef'>[];
}
