import {
  entity,
  person,
  Phrase,
  phraseOf,
  phrasesOf,
  remembered,
  say,
} from '@countersign/plugin-governance-common';
import { Sha256Digest, digestOf } from '@countersign/plugin-ledger-common';
import { Decision, Facts } from '../facts/facts';
import { foldRef } from '../facts/people';
import { currentSubjectDigest, subjectOf } from '../facts/subject';
import {
  Approval,
  ApprovalOverview,
  ApprovalPolicy,
  ApprovalRequirement,
  ToldRequirement,
} from '../model';
import { Candidates } from '../policy/candidates';
import { DisplayName } from '../policy/displayName';
import { matchPolicy } from '../policy/matchPolicy';
import { requirementStatuses } from '../policy/overview';
import { policySubjectOf } from '../policy/policySubject';
import {
  onRecord,
  toldRequirements,
  withDemands,
} from '../policy/requirements';
import { highestRisk } from './risk';
import { World } from './world';

/** Whom the policies of a moment ask about a change, as it stands and as its items are then. */
export interface PolicyDemand {
  policy?: ApprovalPolicy;
  requirements: ApprovalRequirement[];
  /** The same with what their reasons refer to, which is not on record. */
  told: ToldRequirement[];
}

export function demandOf(facts: Facts, world: World): PolicyDemand {
  const { content, type, requester } = facts;
  const policy = matchPolicy(
    world.policies,
    policySubjectOf(
      {
        type,
        category: content.category,
        environment: content.environment,
        team: content.team,
        requester,
        reliabilityFix: content.reliabilityFix,
      },
      world.items,
      highestRisk(content.risk, world.risk) ?? { score: 0, level: 'low' },
      content.planDigest && content.counts
        ? { counts: content.counts }
        : undefined,
    ),
  );
  const told = policy
    ? withDemands(
        toldRequirements(policy, world.items),
        world.demands,
        world.items,
      )
    : [];
  return { policy, requirements: told.map(onRecord), told };
}

/** Who may approve in the name of each group that is asked. */
export function candidatesIn(
  world: Pick<World, 'approversOf'>,
  requirements: readonly Pick<ApprovalRequirement, 'group'>[],
): Candidates {
  return new Map(
    requirements.map(({ group }) => [group, world.approversOf(group)]),
  );
}

/** Where the approvals of a change stand at a moment. */
export interface Standing extends ApprovalOverview {
  /** What was asked for is what stands there, by policies that are still in force. */
  current: boolean;
}

/** Asked for many times while one request is answered. */
const unnamedStanding = remembered((facts: Facts) =>
  remembered((world: World) => standing(facts, world)),
);

/**
 * The approvals of a change by the policies, members and facts of a moment: who has given what, who still can, and what
 * does not count any more. Undefined before approval was asked for, and when no policy matches.
 */
export function standingOf(
  facts: Facts,
  world: World,
  displayName?: DisplayName,
): Standing | undefined {
  return displayName
    ? standing(facts, world, displayName)
    : unnamedStanding(facts)(world);
}

function standing(
  facts: Facts,
  world: World,
  displayName?: DisplayName,
): Standing | undefined {
  const { asked } = facts;
  if (!asked || facts.type === 'standard') return undefined;
  const { policy, told: requirements } = demandOf(facts, world);
  if (!policy) return undefined;
  const digest = currentSubjectDigest(facts);
  const subject = subjectOf(facts, asked.subject.policyDigest);
  return {
    policy: {
      name: policy.name,
      digest: world.policyDigest,
      ...(policy.description && { description: policy.description }),
    },
    subject,
    subjectDigest: digest ?? digestOf(subject),
    current: digest !== undefined && asked.policy.digest === world.policyDigest,
    ...requirementStatuses({
      requirements,
      approvals: boundTo(facts.decisions, facts.round, digest),
      candidates: candidatesIn(world, requirements),
      duties: facts,
      displayName,
    }),
  };
}

/** The decisions of the round that were given to exactly what stands there. */
function boundTo(
  decisions: readonly Decision[],
  round: number,
  digest: Sha256Digest | undefined,
): Approval[] {
  return decisions
    .filter(d => d.round === round && d.subjectDigest === digest)
    .map(toApproval);
}

/** A decision as the API shows it. */
export function toApproval(decision: Decision): Approval {
  const { approved, at, ...rest } = decision;
  return {
    ...rest,
    decision: approved ? 'approved' : 'rejected',
    decidedAt: at,
  };
}

/** Approvals that stand and that this person gave, or that were given in their name. */
export function standingApprovalsBy(facts: Facts, user: string): Decision[] {
  const who = foldRef(user);
  return facts.decisions.filter(
    d => d.approved && (d.approver === who || d.onBehalfOf === who),
  );
}

/**
 * Why approval could not be had for the change as it stands: no policy matches, or who is missing. Sentences; empty when
 * it can be had.
 */
export function approvalProblems(
  facts: Facts,
  world: World,
  displayName?: DisplayName,
): Phrase[] {
  const { policy, told: requirements } = demandOf(facts, world);
  if (!policy) return ['No approval policy matches, so nobody may approve it.'];
  return phrasesOf(
    'unsatisfiable',
    requirementStatuses({
      requirements,
      approvals: [],
      candidates: candidatesIn(world, requirements),
      duties: facts,
      displayName,
    }),
  ).map(phrase => say`Policy "${policy.name}" ${phrase}.`);
}

const itemFields = [
  { field: 'tier', noun: 'tier' },
  { field: 'soxScope', noun: 'SOX scope' },
  { field: 'environment', noun: 'environment' },
  { field: 'dataClassification', noun: 'data classification' },
  { field: 'owner', noun: 'owner' },
] as const;

/**
 * What rose since approval was asked for, so that the policies of now ask more: sentences such as "Policy sox-production
 * now asks for 1 of group:default/cab too." Empty when they ask no more.
 */
export function whatRose(facts: Facts, world: World): Phrase[] {
  const { asked } = facts;
  if (!asked) return [];
  const before = new Map(asked.items?.map(item => [item.entityRef, item]));
  const changed = world.items.flatMap(item => {
    const was = before.get(item.entityRef);
    if (!was) return [];
    return itemFields
      .filter(({ field }) => was[field] !== item[field])
      .map(
        ({ field, noun }) =>
          say`${entity(item.entityRef)} has ${noun} ${said(
            field,
            item[field],
          )} now; it was ${said(
            field,
            was[field],
          )} when approval was asked for.`,
      );
  });
  const { policy, told: requirements } = demandOf(facts, world);
  const more = requirements
    .filter(
      r =>
        (asked.requirements.find(a => a.group === r.group)?.count ?? 0) <
        r.count,
    )
    .map(
      r =>
        say`Policy ${policy?.name ?? ''} asks for ${r.count} of ${person(
          r.group,
        )} (${phraseOf('reason', r) ?? ''}).`,
    );
  return more.length ? [...changed, ...more] : [];
}

function said(
  field: (typeof itemFields)[number]['field'],
  value: string | boolean | undefined,
) {
  if (value === undefined) return 'none';
  return field === 'owner' ? person(String(value)) : String(value);
}
