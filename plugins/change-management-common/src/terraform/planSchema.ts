import { z } from 'zod';
import { isRecord } from './values';

/**
 * What of `terraform show -json` is read, after {@link reducePlan} has taken out what nothing reads. Members that are
 * named by somebody else (outputs, variables, attributes) are never members of objects made here.
 *
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
const changeSchema = z.object({
  actions: z.array(z.string()).min(1),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
  after_unknown: z.unknown().optional(),
  before_sensitive: z.unknown().optional(),
  after_sensitive: z.unknown().optional(),
  replace_paths: z.array(z.array(z.union([z.string(), z.number()]))).nullish(),
  importing: z.unknown().optional(),
  before_identity: z.unknown().optional(),
  after_identity: z.unknown().optional(),
});

const addressSchema = z.string().min(1).max(2000);
const typeSchema = z.string().min(1).max(200);
const nameSchema = z.string().min(1).max(500);
const providerNameSchema = z.string().max(500).default('');

const resourceChangeSchema = z.object({
  address: addressSchema,
  previous_address: z.string().max(2000).nullish(),
  module_address: z.string().max(2000).nullish(),
  mode: z.string().max(50).default('managed'),
  type: typeSchema,
  name: nameSchema,
  provider_name: providerNameSchema,
  /** Present when it is a deposed object of the address, left over from a replacement. */
  deposed: z.string().max(100).nullish(),
  action_reason: z.string().max(200).nullish(),
  change: changeSchema,
});

/** An action that a provider is asked to do (Terraform 1.14), set off by a change or by whoever runs Terraform. */
const actionInvocationSchema = z.object({
  address: addressSchema,
  type: typeSchema,
  name: nameSchema,
  provider_name: providerNameSchema,
  config_values: z.unknown().optional(),
  config_sensitive: z.unknown().optional(),
  config_unknown: z.unknown().optional(),
  lifecycle_action_trigger: z.unknown().optional(),
  invoke_action_trigger: z.unknown().optional(),
});

const deferredInvocationSchema = z.object({
  reason: z.string().max(200).default('unknown'),
  action_invocation: actionInvocationSchema,
});

/** A list of what an object holds: a name such as `__proto__` is a name like any other there. */
const entriesOf = <T extends z.ZodType>(schema: T) =>
  z.preprocess(
    value =>
      isRecord(value)
        ? Object.entries(value).map(([name, change]) => ({ name, change }))
        : value,
    z.array(z.object({ name: z.string(), change: schema })).nullish(),
  );

export const terraformPlanSchema = z.object({
  format_version: z.string().max(50),
  terraform_version: z.string().max(50).default(''),
  resource_changes: z.array(resourceChangeSchema).nullish(),
  resource_drift: z.array(resourceChangeSchema).nullish(),
  output_changes: entriesOf(changeSchema),
  action_invocations: z.array(actionInvocationSchema).nullish(),
  deferred_action_invocations: z.array(deferredInvocationSchema).nullish(),
  /** Read by `providers.ts`. */
  configuration: z.unknown().optional(),
  /** Those alone that a provider is configured with. */
  variables: z.unknown().optional(),
  applyable: z.boolean().nullish(),
  complete: z.boolean().nullish(),
  errored: z.boolean().nullish(),
});

export type TerraformChange = z.output<typeof changeSchema>;
export type TerraformResourceChange = z.output<typeof resourceChangeSchema>;
export type TerraformActionInvocation = z.output<typeof actionInvocationSchema>;
/** A plan as Terraform shows it, with secrets in it: hold it in memory only. */
export type TerraformPlan = z.output<typeof terraformPlanSchema>;
