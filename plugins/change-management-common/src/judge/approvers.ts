import { ApprovalOverview } from '../model';

/** The groups whose approval is missing. */
export function unsatisfiedGroups(
  approvals: ApprovalOverview | undefined,
): string[] {
  return (approvals?.requirements ?? [])
    .filter(r => !r.satisfied)
    .map(r => r.group);
}

/** Who could give an approval that is missing; sorted. */
export function eligibleApprovers(
  approvals: ApprovalOverview | undefined,
): string[] {
  const users = (approvals?.requirements ?? [])
    .filter(r => !r.satisfied)
    .flatMap(r => r.eligible.map(e => e.user));
  return [...new Set(users)].sort();
}
