import {
  Approval,
  ApprovalOverview,
  ApprovalRequirement,
  approvalSubjectOf,
  candidatesOf,
  Change,
  digestOf,
  displayNameIn,
  EligibleApprover,
  excludedByDuty,
  excludedFromApproval,
  matchPolicy,
  overview,
  PlanCounts,
  policySubjectOf,
  requirementsOf,
  requirementStatuses,
  RiskLevel,
  unsatisfiable,
} from '@countersign/plugin-change-management-common';
import { CmdbGraph, ConfigurationItem } from '@countersign/plugin-cmdb-common';
import { ChangePatch, StoredChange } from '../database/changeRows';
import { notificationOf } from '../outbox/messages';
import { Settings } from '../settings';
import { Unit } from './Journal';

/** What the policies in force ask for a change as it stands. */
export interface AskedApproval {
  policy?: { name: string; description?: string };
  requirements: ApprovalRequirement[];
  /** Why no approval can be had, in sentences; empty when it can. */
  problems: string[];
}

/** A change or a draft, as far as policies look at it. */
export type PolicyDraft = Pick<
  Change,
  | 'type'
  | 'category'
  | 'environment'
  | 'team'
  | 'requester'
  | 'planAuthors'
  | 'implementer'
> & { plan?: { counts: PlanCounts } };

/** Applies the approval policies: whom to ask, who may answer, who has. */
export class ApprovalDesk {
  constructor(private readonly settings: Pick<Settings, 'policies'>) {}

  /** Whom the policies in force ask, and whether enough of them exist under the duty rules. */
  ask(
    change: PolicyDraft,
    items: readonly ConfigurationItem[],
    risk: { score: number; level: RiskLevel },
    graph: CmdbGraph,
    now: Date,
  ): AskedApproval {
    const policy = matchPolicy(
      this.settings.policies.policies,
      policySubjectOf(change, items, risk, change.plan),
    );
    if (!policy) {
      return {
        requirements: [],
        problems: ['No approval policy matches, so nobody may approve it.'],
      };
    }
    const requirements = requirementsOf(policy, items);
    const missing = unsatisfiable(
      requirements,
      candidatesOf(requirements, graph, now),
      excludedByDuty(change),
      displayNameIn(graph),
    );
    return {
      policy,
      requirements,
      problems: missing.map(text => `Policy "${policy.name}" ${text}.`),
    };
  }

  /** What a draft would be asked, for its preview. */
  preview(
    change: PolicyDraft,
    asked: AskedApproval,
    graph: CmdbGraph,
    now: Date,
  ): Omit<ApprovalOverview, 'subject' | 'subjectDigest'> | undefined {
    const { policy, requirements } = asked;
    return (
      policy && {
        policy: { ...this.#named(policy) },
        ...requirementStatuses({
          requirements,
          approvals: [],
          candidates: candidatesOf(requirements, graph, now),
          change,
        }),
      }
    );
  }

  /**
   * Where the approvals of a change stand, by the policy it was submitted under; undefined before that. What those
   * asked have seen is bound to that policy's digest: a policy that changed since is the gate's business.
   */
  overviewOf(
    stored: StoredChange,
    approvals: readonly Approval[],
    graph: CmdbGraph,
    now: Date,
  ): ApprovalOverview | undefined {
    const { change, requirements } = stored;
    if (!change.policy || !change.authorizeAt || change.type === 'standard') {
      return undefined;
    }
    const known = this.settings.policies.policies.find(
      p => p.name === change.policy?.name,
    );
    return overview({
      policy: { name: change.policy.name, description: known?.description },
      subject: approvalSubjectOf(change, change.policy.digest),
      requirements,
      approvals,
      candidates: candidatesOf(requirements, graph, now),
      change,
      displayName: displayNameIn(graph),
    });
  }

  /** The fields of a change that is asked about from now on. */
  patch(change: Change, asked: AskedApproval): ChangePatch {
    const { digest } = this.settings.policies;
    return {
      policy: { name: asked.policy?.name ?? '', digest },
      requirements: asked.requirements,
      pendingGroups: [...new Set(asked.requirements.map(r => r.group))],
      subjectDigest: digestOf(approvalSubjectOf(change, digest)),
    };
  }

  /**
   * Records that approval was asked for, and tells those asked: the groups, and whoever stands in for a member. The
   * change is as the patch left it.
   */
  async request(
    { unit, graph }: { unit: Unit; graph: CmdbGraph },
    stored: StoredChange,
  ): Promise<void> {
    const { change, requirements } = stored;
    const { policy, subjectDigest } = change;
    if (!policy || !subjectDigest) return;
    const excluded = excludedFromApproval(change);
    await unit.record('change.approval_requested', change.number, {
      subject: approvalSubjectOf(change, policy.digest),
      subjectDigest,
      policy: { ...policy, requirements },
      round: change.approvalRound,
      excluded,
    });
    if (!requirements.length) return;
    unit.tell(
      notificationOf(change, {
        occasion: `approval-${change.approvalRound}`,
        recipients: [
          ...new Set([
            ...requirements.map(r => r.group),
            ...delegatesAmong(candidatesOf(requirements, graph, unit.now)),
          ]),
        ],
        exclude: excluded,
        sentence: 'your approval is asked for',
      }),
    );
  }

  #named(policy: { name: string; description?: string }) {
    const { name, description } = policy;
    return {
      name,
      digest: this.settings.policies.digest,
      ...(description && { description }),
    };
  }
}

function delegatesAmong(
  candidates: ReadonlyMap<string, readonly EligibleApprover[]>,
): string[] {
  return [...candidates.values()]
    .flat()
    .filter(candidate => candidate.via === 'delegate')
    .map(candidate => candidate.user);
}
