import { Sha256Digest } from '@countersign/plugin-ledger-common';

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

export interface PlanCounts {
  create: number;
  update: number;
  replace: number;
  delete: number;
  forget: number;
  /** Taken over from outside of Terraform; absent where it was not counted yet. */
  import?: number;
  /** Under another address from then on; absent where it was not counted yet. */
  move?: number;
  /** Actions that are invoked; absent where they were not counted yet. */
  invoke?: number;
}

/** One attribute that differs. Values are JSON text; a secret is never among them. */
export interface AttributeChange {
  /** Path in the resource: `settings[0].tier`. */
  path: string;
  /** JSON text, absent where there was no value. */
  before?: string;
  after?: string;
  /** The new value is known after apply only. */
  unknown: boolean;
  /** The value is sensitive and was redacted before anything was stored. */
  sensitive: boolean;
  /** This attribute forces a replacement. */
  forcesReplacement: boolean;
}

export interface PlannedResource {
  address: string;
  previousAddress?: string;
  moduleAddress?: string;
  type: string;
  name: string;
  provider: string;
  action: PlanAction;
  /** Terraform's own reason, such as `replace_because_cannot_update`. */
  actionReason?: string;
  attributes: AttributeChange[];
  /** How many attributes stay as they are. */
  unchanged: number;
  importing: boolean;
  /** The catalog entity this address maps to. */
  entityRef?: string;
}

/** An action that a plan invokes (Terraform 1.14). */
export interface PlannedAction {
  /** Such as `action.aws_lambda_invoke.warm_up`. */
  address: string;
  type: string;
  name: string;
  provider: string;
  /** What sets it off: a change of a resource, or, when there is none, whoever runs Terraform. */
  trigger: {
    /** Address of the resource. */
    resource?: string;
    /** Such as `AfterCreate`. */
    event?: string;
    /** What happens when the action fails, such as `continue`. */
    onFailure?: string;
  };
  /** With what it is invoked; what was before is absent. */
  attributes: AttributeChange[];
  /** Why Terraform leaves it for a later plan, such as `deferred_prereq`. */
  deferred?: string;
  /** The catalog entity that the resource, or else the action, maps to. */
  entityRef?: string;
}

/** A Terraform plan as it is stored and shown: redacted, without variables, without prior state. */
export interface RedactedPlan {
  formatVersion: string;
  terraformVersion: string;
  /** Over the canonical plan; see `terraform/canonical.ts`. */
  digest: Sha256Digest;
  counts: PlanCounts;
  resources: PlannedResource[];
  /** Absent in plans that were stored before actions were read. */
  actions?: PlannedAction[];
  /** Drift that Terraform found before planning. */
  drift: PlannedResource[];
  outputs: { name: string; action: PlanAction; sensitive: boolean }[];
  /** Addresses no catalog entity claims. */
  unmapped: string[];
  /** False when Terraform itself says that the plan cannot be applied. */
  applyable: boolean;
  complete: boolean;
  /** How many values were redacted. */
  redactions: number;
}

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
