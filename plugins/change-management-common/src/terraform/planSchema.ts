import { z } from 'zod';

/**
 * What of `terraform show -json` is read. Unknown members are dropped here, and `variables`, `prior_state`,
 * `planned_values` and `configuration` with them: they are never looked at, and so never stored.
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
});

const resourceChangeSchema = z.object({
  address: z.string().min(1).max(2000),
  previous_address: z.string().max(2000).nullish(),
  module_address: z.string().max(2000).nullish(),
  mode: z.string().max(50).default('managed'),
  type: z.string().min(1).max(200),
  name: z.string().min(1).max(500),
  provider_name: z.string().max(500).default(''),
  /** Present when it is a deposed object of the address, left over from a replacement. */
  deposed: z.string().max(100).nullish(),
  action_reason: z.string().max(200).nullish(),
  change: changeSchema,
});

export const terraformPlanSchema = z.object({
  format_version: z.string().max(50),
  terraform_version: z.string().max(50).default(''),
  resource_changes: z.array(resourceChangeSchema).nullish(),
  resource_drift: z.array(resourceChangeSchema).nullish(),
  output_changes: z.record(z.string(), changeSchema).nullish(),
  applyable: z.boolean().nullish(),
  complete: z.boolean().nullish(),
  errored: z.boolean().nullish(),
});

export type TerraformChange = z.output<typeof changeSchema>;
export type TerraformResourceChange = z.output<typeof resourceChangeSchema>;
/** A plan as Terraform shows it, with secrets in it: hold it in memory only. */
export type TerraformPlan = z.output<typeof terraformPlanSchema>;
