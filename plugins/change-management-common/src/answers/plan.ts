import { z } from 'zod';
import { digestSchema } from './parts';
import { planActions } from '../model/plan';

export const planCountsSchema = z.strictObject({
  create: z.number(),
  update: z.number(),
  replace: z.number(),
  delete: z.number(),
  forget: z.number(),
  /** Taken over from outside of Terraform; absent where it was not counted yet. */
  import: z.number().optional(),
  /** Under another address from then on; absent where it was not counted yet. */
  move: z.number().optional(),
  /** Actions that are invoked; absent where they were not counted yet. */
  invoke: z.number().optional(),
});
export type PlanCounts = z.infer<typeof planCountsSchema>;

/** One attribute that differs. Values are JSON text; a secret is never among them. */
export const attributeChangeSchema = z.strictObject({
  /** Path in the resource: `settings[0].tier`. */
  path: z.string(),
  /** JSON text, absent where there was no value. */
  before: z.string().optional(),
  after: z.string().optional(),
  /** The new value is known after apply only. */
  unknown: z.boolean(),
  /** The value is sensitive and was redacted before anything was stored. */
  sensitive: z.boolean(),
  /** This attribute forces a replacement. */
  forcesReplacement: z.boolean(),
});
export type AttributeChange = z.infer<typeof attributeChangeSchema>;

export const plannedResourceSchema = z.strictObject({
  address: z.string(),
  previousAddress: z.string().optional(),
  moduleAddress: z.string().optional(),
  type: z.string(),
  name: z.string(),
  provider: z.string(),
  action: z.enum(planActions),
  /** Terraform's own reason, such as `replace_because_cannot_update`. */
  actionReason: z.string().optional(),
  attributes: z.array(attributeChangeSchema),
  /** How many attributes stay as they are. */
  unchanged: z.number(),
  importing: z.boolean(),
  /** The catalog entity this address maps to. */
  entityRef: z.string().optional(),
});
export type PlannedResource = z.infer<typeof plannedResourceSchema>;

/** An action that a plan invokes (Terraform 1.14). */
export const plannedActionSchema = z.strictObject({
  /** Such as `action.aws_lambda_invoke.warm_up`. */
  address: z.string(),
  type: z.string(),
  name: z.string(),
  provider: z.string(),
  /** What sets it off: a change of a resource, or, when there is none, whoever runs Terraform. */
  trigger: z.strictObject({
    /** Address of the resource. */
    resource: z.string().optional(),
    /** Such as `AfterCreate`. */
    event: z.string().optional(),
    /** What happens when the action fails, such as `continue`. */
    onFailure: z.string().optional(),
  }),
  /** With what it is invoked; what was before is absent. */
  attributes: z.array(attributeChangeSchema),
  /** Why Terraform leaves it for a later plan, such as `deferred_prereq`. */
  deferred: z.string().optional(),
  /** The catalog entity that the resource, or else the action, maps to. */
  entityRef: z.string().optional(),
});
export type PlannedAction = z.infer<typeof plannedActionSchema>;

/** A Terraform plan as it is stored and shown: redacted, without variables, without prior state. */
export const redactedPlanSchema = z.strictObject({
  formatVersion: z.string(),
  terraformVersion: z.string(),
  /** Over the canonical plan; see `terraform/canonical.ts`. */
  digest: digestSchema,
  counts: planCountsSchema,
  resources: z.array(plannedResourceSchema),
  /** Absent in plans that were stored before actions were read. */
  actions: z.array(plannedActionSchema).optional(),
  /** Drift that Terraform found before planning. */
  drift: z.array(plannedResourceSchema),
  outputs: z.array(
    z.strictObject({
      name: z.string(),
      action: z.enum(planActions),
      sensitive: z.boolean(),
    }),
  ),
  /** Addresses no catalog entity claims. */
  unmapped: z.array(z.string()),
  /** False when Terraform itself says that the plan cannot be applied. */
  applyable: z.boolean(),
  complete: z.boolean(),
  /** How many values were redacted. */
  redactions: z.number(),
});
export type RedactedPlan = z.infer<typeof redactedPlanSchema>;
