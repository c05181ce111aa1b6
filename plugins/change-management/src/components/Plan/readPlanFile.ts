import { planToSend } from '@countersign/plugin-change-management-common';

/** A plan as it may leave the browser, and what a reader should know of it. */
export interface ReadPlan {
  fileName: string;
  /** Without prior state, planned values, and what of variables and configuration nothing reads. */
  plan: Record<string, unknown>;
  resources: number;
  terraformVersion: string;
}

/**
 * Checks a plan in the browser and takes out what must not leave it.
 *
 * @throws InputError which says what is wrong with the file
 */
export async function readPlanFile(file: File): Promise<ReadPlan> {
  const { plan, json } = planToSend(await file.text());
  return {
    fileName: file.name,
    plan: json,
    resources: plan.resource_changes?.length ?? 0,
    terraformVersion: plan.terraform_version,
  };
}
