import { ChangeManagementService } from '@countersign/plugin-change-management-node';

/** A change as far as it says what it is for. */
export type DrilledChange = Pick<
  Awaited<ReturnType<ChangeManagementService['getChange']>>['change'],
  'type' | 'template' | 'implementationPlan'
>;

/**
 * Whether a change is for a drill of an experiment, by the digest of its text: approval of something else on the same service
 * permits no fault.
 *
 * @param standardChanges - templates of standard changes that are for drills
 */
export function isForExperiment(
  { type, template, implementationPlan }: DrilledChange,
  experiment: string,
  standardChanges: readonly string[],
): boolean {
  return type === 'standard' && template
    ? standardChanges.includes(template.id)
    : implementationPlan.includes(experiment);
}
