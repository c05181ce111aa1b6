import {
  ApprovalOverview,
  candidatesIn,
  demandOf,
  DisplayName,
  excludedFromApproval,
  Facts,
  PolicyDemand,
  requirementStatuses,
  subjectOf,
  World,
} from '@countersign/plugin-change-management-common';
import { digestOf, Sha256Digest } from '@countersign/plugin-ledger-common';
import { ChangePatch, StoredChange } from '../database/changeRows';
import { notificationOf } from '../outbox/messages';
import { Unit } from './Journal';

/** Asks for approval: whom the policies name, for what stands there. */
export class ApprovalDesk {
  /** What a draft would be asked, for its preview. */
  preview(
    facts: Facts,
    world: World,
    displayName: DisplayName,
  ): Omit<ApprovalOverview, 'subject' | 'subjectDigest'> | undefined {
    const { policy, told: requirements } = demandOf(facts, world);
    if (!policy) return undefined;
    const { name, description } = policy;
    return {
      policy: {
        name,
        digest: world.policyDigest,
        ...(description && { description }),
      },
      ...requirementStatuses({
        requirements,
        approvals: [],
        candidates: candidatesIn(world, requirements),
        duties: facts,
        displayName,
      }),
    };
  }

  /** The fields of a change that is asked about from now on. */
  patch(facts: Facts, world: World): ChangePatch {
    const { policy, requirements } = demandOf(facts, world);
    return {
      policy: { name: policy?.name ?? '', digest: world.policyDigest },
      requirements,
      pendingGroups: [...new Set(requirements.map(r => r.group))],
      subjectDigest: digestOf(subjectOf(facts, world.policyDigest)),
    };
  }

  /**
   * Records that approval was asked for, and tells those asked: the groups, and whoever stands in for a member.
   *
   * @param relied - What asking relies on; see `relyOn`.
   */
  async request(
    unit: Unit,
    { change }: StoredChange,
    world: World,
    relied: Sha256Digest,
  ): Promise<PolicyDemand> {
    const facts = unit.facts(change.number);
    const demand = demandOf(facts, world);
    const { policy, requirements } = demand;
    const subject = subjectOf(facts, world.policyDigest);
    const excluded = [...excludedFromApproval(facts).keys()];
    await unit.record('change.approval_requested', change.number, {
      subject,
      subjectDigest: digestOf(subject),
      policy: {
        name: policy?.name ?? '',
        digest: world.policyDigest,
        requirements,
      },
      round: facts.round,
      excluded,
      relied,
    });
    if (requirements.length) {
      unit.tell(
        notificationOf(change, {
          occasion: `approval-${facts.round}`,
          recipients: [
            ...new Set([
              ...requirements.map(r => r.group),
              ...delegatesAmong(demand, world),
            ]),
          ],
          exclude: excluded,
          words: 'needs your approval',
          weight: 'act',
        }),
      );
    }
    return demand;
  }
}

function delegatesAmong(
  { requirements }: PolicyDemand,
  world: World,
): string[] {
  return [...candidatesIn(world, requirements).values()]
    .flat()
    .filter(candidate => candidate.via === 'delegate')
    .map(candidate => candidate.user);
}
