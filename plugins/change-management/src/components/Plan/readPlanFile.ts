import { parseTerraformPlan } from '@countersign/plugin-change-management-common';

/** A plan as it may leave the browser, and what a reader should know of it. */
export interface ReadPlan {
  fileName: string;
  /** Without variables, prior state, planned values and configuration. */
  plan: Record<string, unknown>;
  resources: number;
  terraformVersion: string;
}

/** Members of `terraform show -json` that are never sent: they repeat secrets, and nothing reads them. */
const leftOut = new Set([
  'variables',
  'prior_state',
  'planned_values',
  'configuration',
  'relevant_attributes',
  'proposed_unknown',
]);

/**
 * Checks a plan in the browser and takes out what must not leave it.
 *
 * @throws InputError which says what is wrong with the file
 */
export async function readPlanFile(file: File): Promise<ReadPlan> {
  const text = await file.text();
  const plan = parseTerraformPlan(text);
  const members = Object.entries(JSON.parse(text) as Record<string, unknown>);
  return {
    fileName: file.name,
    plan: Object.fromEntries(members.filter(([name]) => !leftOut.has(name))),
    resources: plan.resource_changes?.length ?? 0,
    terraformVersion: plan.terraform_version,
  };
}
