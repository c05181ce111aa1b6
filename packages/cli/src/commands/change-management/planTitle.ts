import {
  PlanCounts,
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
  const does = planWords(planCounts(plan)).join(', ') || 'no resource changes';
  return `Terraform in ${context.environment}: ${does}${suffix}`.slice(0, 200);
}

/** What a plan does, in Terraform's words: "2 to create", "1 to import". */
export function planWords(counts: PlanCounts): string[] {
  const words: [number | undefined, string][] = [
    [counts.create, 'to create'],
    [counts.update, 'to change'],
    [counts.replace, 'to replace'],
    [counts.delete, 'to destroy'],
    [counts.forget, 'to forget'],
    [counts.import, 'to import'],
    [counts.move, 'to move'],
    [
      counts.invoke,
      counts.invoke === 1 ? 'action to invoke' : 'actions to invoke',
    ],
  ];
  return words
    .filter(([count]) => count)
    .map(([count, what]) => `${count} ${what}`);
}
