import {
  planCounts,
  TerraformPlan,
} from '@countersign/plugin-change-management-common';

/** A title made from what the plan does: "Terraform in production: 2 to create, 1 to destroy (acme/infra)". */
export function titleOf(
  plan: TerraformPlan | undefined,
  context: { environment: string; repository?: string; directory?: string },
): string {
  const where = [context.repository, context.directory]
    .filter(Boolean)
    .join(' ');
  const suffix = where ? ` (${where})` : '';
  if (!plan)
    return `Deployment to ${context.environment}${suffix}`.slice(0, 200);
  const { create, update, replace, delete: destroy, forget } = planCounts(plan);
  const parts = [
    [create, 'to create'],
    [update, 'to change'],
    [replace, 'to replace'],
    [destroy, 'to destroy'],
    [forget, 'to forget'],
  ]
    .filter(([count]) => count)
    .map(([count, what]) => `${count} ${what}`);
  const does = parts.join(', ') || 'no resource changes';
  return `Terraform in ${context.environment}: ${does}${suffix}`.slice(0, 200);
}
