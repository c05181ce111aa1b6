import { Sha256Digest } from './primitives';

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

/** A Terraform plan as it is stored and shown: redacted, without variables, without prior state. */
export interface RedactedPlan {
  formatVersion: string;
  terraformVersion: string;
  /** Over the canonical plan; see `terraform/canonical.ts`. */
  digest: Sha256Digest;
  counts: PlanCounts;
  resources: PlannedResource[];
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
}
