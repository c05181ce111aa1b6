import { ItemView } from '@countersign/plugin-governance-common';
import { Change, PlanCounts, PolicySubject, RiskAssessment } from '../model';

/** What of a change its policy may depend on. */
export type PolicyChange = Pick<
  Change,
  'type' | 'category' | 'environment' | 'team' | 'requester'
> &
  Partial<Pick<Change, 'reliabilityFix'>>;

/**
 * What a policy's predicate sees of a change.
 *
 * @param plan - The change's plan or, as with a stored change, its digest and counts.
 */
export function policySubjectOf(
  change: PolicyChange,
  items: readonly ItemView[],
  risk: Pick<RiskAssessment, 'score' | 'level'>,
  plan?: { counts: PlanCounts },
): PolicySubject {
  return {
    change: {
      type: change.type,
      category: change.category,
      environment: change.environment,
      team: change.team,
      requester: change.requester,
      destroys: plan?.counts.delete ?? 0,
      replaces: plan?.counts.replace ?? 0,
      hasPlan: plan !== undefined,
      reliabilityFix: change.reliabilityFix ?? false,
    },
    risk: { score: risk.score, level: risk.level },
    items: [...items],
  };
}
