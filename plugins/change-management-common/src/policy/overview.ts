import {
  person,
  say,
  told,
  toldEach,
} from '@countersign/plugin-governance-common';
import {
  Approval,
  ApprovalOverview,
  ToldRequirement,
  EligibleApprover,
  RequirementStatus,
} from '../model';
import {
  dutiesAt,
  dutyConflict,
  DutyFacts,
  excludedFromApproval,
} from '../facts/hands';
import { Candidates } from './candidates';
import { countApprovals, membersOf } from './countApprovals';
import { DisplayName } from './displayName';
import { unsatisfiable } from './unsatisfiable';

/** What a requirement's standing depends on. */
export interface RequirementsInput {
  requirements: readonly ToldRequirement[];
  /** Approvals of this round, for this subject, that are not void. */
  approvals: readonly Approval[];
  candidates: Candidates;
  /** Who had which hand in the change. */
  duties: DutyFacts;
  displayName?: DisplayName;
}

/** Where the requirements of a change stand; also of a draft, which has no approvals and no subject yet. */
export function requirementStatuses(
  input: RequirementsInput,
): Pick<
  ApprovalOverview,
  'requirements' | 'satisfied' | 'unsatisfiable' | 'unsatisfiableSegments'
> {
  const { requirements, candidates, duties, displayName } = input;
  const approvals = input.approvals.filter(
    a =>
      a.decision === 'approved' &&
      !dutyConflict(dutiesAt(duties, a.decidedAt), a.approver, a.onBehalfOf),
  );
  const counted = countApprovals(requirements, approvals, candidates);
  const statuses = requirements.map(
    (requirement, i): RequirementStatus => ({
      ...requirement,
      approvals: counted[i],
      satisfied: counted[i].length >= requirement.count,
      ...split(candidates.get(requirement.group) ?? [], input),
      ...lapsed(requirement.group, input),
    }),
  );
  return {
    requirements: statuses,
    satisfied:
      statuses.every(s => s.satisfied) &&
      input.approvals.every(a => a.decision === 'approved'),
    ...toldEach(
      'unsatisfiable',
      unsatisfiable(
        requirements,
        candidates,
        excludedFromApproval(duties),
        displayName,
      ),
    ),
  };
}

/** Who may still approve, and who may not by which duty; those whose hand or right was used are neither. */
function split(
  candidates: readonly EligibleApprover[],
  { approvals, duties }: RequirementsInput,
): Pick<RequirementStatus, 'eligible' | 'excluded'> {
  const used = new Set(
    approvals.flatMap(a => [a.approver, a.onBehalfOf ?? a.approver]),
  );
  const eligible: EligibleApprover[] = [];
  const excluded: RequirementStatus['excluded'] = [];
  for (const candidate of candidates) {
    const { user, onBehalfOf } = candidate;
    const reason = dutyConflict(duties, user, onBehalfOf);
    if (reason) {
      excluded.push({ user, ...told('reason', reason) });
    } else if (!used.has(user) && !used.has(onBehalfOf ?? user)) {
      eligible.push(candidate);
    }
  }
  return { eligible, excluded };
}

/** Approvals given in the group's name that count no more: their giver has left it, or had a hand in the change. */
function lapsed(
  group: string,
  { approvals, candidates, duties }: RequirementsInput,
): Pick<RequirementStatus, 'lapsed'> {
  const members = membersOf(group, candidates);
  const found = approvals
    .filter(a => a.decision === 'approved' && a.group === group)
    .flatMap(({ approver, onBehalfOf, decidedAt }) => {
      const right = onBehalfOf ?? approver;
      const reason =
        dutyConflict(dutiesAt(duties, decidedAt), approver, onBehalfOf) ??
        (members.has(right)
          ? undefined
          : say`${person(right)} is not in ${person(group)} any more.`);
      return reason ? [{ approver, ...told('reason', reason) }] : [];
    });
  return found.length ? { lapsed: found } : {};
}

/** One way in which a user may approve: in the name of a group, by their own right or a delegated one. */
export interface ApprovalOption {
  group: string;
  onBehalfOf?: string;
}

/** The ways in which the user may approve now; those for what is still missing and by their own right come first. */
export function approvalOptions(
  { requirements }: Pick<ApprovalOverview, 'requirements'>,
  user: string,
): ApprovalOption[] {
  const rank = (missing: boolean, own: boolean) =>
    (missing ? 0 : 2) + (own ? 0 : 1);
  return requirements
    .flatMap(({ group, satisfied, eligible }) =>
      eligible
        .filter(e => e.user === user)
        .map(({ onBehalfOf }) => ({
          option: onBehalfOf ? { group, onBehalfOf } : { group },
          rank: rank(!satisfied, onBehalfOf === undefined),
        })),
    )
    .sort((a, b) => a.rank - b.rank)
    .map(({ option }) => option);
}
