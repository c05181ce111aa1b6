import {
  Approval,
  ApprovalOverview,
  ApprovalPolicy,
  ApprovalRequirement,
  ApprovalSubject,
  EligibleApprover,
  RequirementStatus,
} from '../model';
import { digestOf, dutyConflict, DutyHolders } from '../states';
import { Candidates } from './candidates';
import { countApprovals } from './countApprovals';
import { DisplayName } from './displayName';
import { excludedByDuty, unsatisfiable } from './unsatisfiable';

/** What a requirement's standing depends on. */
export interface RequirementsInput {
  requirements: readonly ApprovalRequirement[];
  /** Approvals of this round, for this subject, that are not void; see {@link overview} for stored ones. */
  approvals: readonly Approval[];
  candidates: Candidates;
  change: DutyHolders;
  displayName?: DisplayName;
}

/** Where the requirements of a change stand; also of a draft, which has no approvals and no subject yet. */
export function requirementStatuses(
  input: RequirementsInput,
): Pick<ApprovalOverview, 'requirements' | 'satisfied' | 'unsatisfiable'> {
  const { requirements, candidates, change, displayName } = input;
  const approvals = input.approvals.filter(
    a =>
      a.decision === 'approved' &&
      !dutyConflict(change, a.approver, a.onBehalfOf),
  );
  const counted = countApprovals(requirements, approvals, candidates);
  const statuses = requirements.map(
    (requirement, i): RequirementStatus => ({
      ...requirement,
      approvals: counted[i],
      satisfied: counted[i].length >= requirement.count,
      ...split(candidates.get(requirement.group) ?? [], input),
    }),
  );
  return {
    requirements: statuses,
    satisfied:
      statuses.every(s => s.satisfied) &&
      input.approvals.every(a => a.decision === 'approved'),
    unsatisfiable: unsatisfiable(
      requirements,
      withThoseWhoApproved(requirements, counted, candidates),
      excludedByDuty(change),
      displayName,
    ),
  };
}

/** Who may still approve, and who may not by which duty; those whose hand or right was used are neither. */
function split(
  candidates: readonly EligibleApprover[],
  { approvals, change }: RequirementsInput,
): Pick<RequirementStatus, 'eligible' | 'excluded'> {
  const used = new Set(
    approvals.flatMap(a => [a.approver, a.onBehalfOf ?? a.approver]),
  );
  const eligible: EligibleApprover[] = [];
  const excluded: RequirementStatus['excluded'] = [];
  for (const candidate of candidates) {
    const { user, onBehalfOf } = candidate;
    const reason = dutyConflict(change, user, onBehalfOf);
    if (reason) {
      excluded.push({ user, reason });
    } else if (!used.has(user) && !used.has(onBehalfOf ?? user)) {
      eligible.push(candidate);
    }
  }
  return { eligible, excluded };
}

/** An approval that counts keeps counting when its giver has left the group since. */
function withThoseWhoApproved(
  requirements: readonly ApprovalRequirement[],
  counted: readonly Approval[][],
  candidates: Candidates,
): Candidates {
  const all = new Map(candidates);
  requirements.forEach(({ group }, i) => {
    const gave = counted[i].map(({ approver, onBehalfOf }) => ({
      user: approver,
      via: onBehalfOf ? ('delegate' as const) : ('member' as const),
      onBehalfOf,
    }));
    all.set(group, [...(all.get(group) ?? []), ...gave]);
  });
  return all;
}

export interface OverviewInput extends RequirementsInput {
  /** The policy that matched. */
  policy: Pick<ApprovalPolicy, 'name' | 'description'>;
  /** What is to be approved now; it carries the digest of the policy set and the round. */
  subject: ApprovalSubject;
  /** Everything ever decided on the change. */
  approvals: readonly Approval[];
}

/**
 * The approvals of a change: who has given what, who still can, and whether the rest can be had at all. Decisions of
 * another round, on another subject, or void do not count, nor do those of somebody the duty rules exclude now.
 * A rejection that stands keeps it unsatisfied.
 */
export function overview(input: OverviewInput): ApprovalOverview {
  const { policy, subject } = input;
  const subjectDigest = digestOf(subject);
  return {
    policy: {
      name: policy.name,
      digest: subject.policyDigest,
      ...(policy.description && { description: policy.description }),
    },
    subject,
    subjectDigest,
    ...requirementStatuses({
      ...input,
      approvals: input.approvals.filter(
        a =>
          a.void === undefined &&
          a.round === subject.round &&
          a.subjectDigest === subjectDigest,
      ),
    }),
  };
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
