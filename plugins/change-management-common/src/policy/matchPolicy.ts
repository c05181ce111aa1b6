import { evaluateFilterPredicate } from '@backstage/filter-predicates';
import { ApprovalPolicy, PolicySubject } from '../model';

/**
 * The policy that applies: the first in order whose predicate matches. Undefined when none does, and then the change
 * is refused: nobody has said who may approve it.
 */
export function matchPolicy(
  policies: readonly ApprovalPolicy[],
  subject: PolicySubject,
): ApprovalPolicy | undefined {
  return policies.find(
    ({ match }) =>
      match === undefined || evaluateFilterPredicate(match, subject),
  );
}
