import {
  person,
  Phrase,
  say,
  toldEach,
  ItemView,
} from '@countersign/plugin-governance-common';
import {
  Approval,
  ApprovalPolicy,
  Change,
  PolicyReplay,
  PolicyReplayRow,
} from '../model';
import { dutyConflict, DutyFacts } from '../facts/hands';
import { Candidates } from './candidates';
import { countApprovals } from './countApprovals';
import { matchPolicy } from './matchPolicy';
import { policySetDigest } from './policySetDigest';
import { PolicyChange, policySubjectOf } from './policySubject';
import { requirementsOf } from './requirements';

/** A change as it was decided. */
export interface PastChange {
  change: PolicyChange &
    Pick<Change, 'number' | 'title' | 'plan' | 'closedAt' | 'approvalRound'>;
  /** Who had which hand in it. */
  duties: DutyFacts;
  items: readonly ItemView[];
  risk: { score: number; level: NonNullable<Change['risk']>['level'] };
  /** What was decided on it; the last round's that are not void are looked at. */
  approvals: readonly Approval[];
}

/**
 * What a draft policy set would have asked of past changes, beside what the current one asks. Both are judged over the
 * same facts: the items as the catalog has them now, the risk as it was assessed.
 *
 * @param membership - Who is in which group now, so that an approver counts for the groups the draft asks; without it
 * an approval counts for the group it was given in only.
 */
export function replayPolicies(
  draft: readonly ApprovalPolicy[],
  current: readonly ApprovalPolicy[],
  pastChanges: readonly PastChange[],
  membership: Candidates = new Map(),
): PolicyReplay {
  const rows = pastChanges.map(past =>
    replay(draft, current, past, membership),
  );
  return {
    currentDigest: policySetDigest(current),
    draftDigest: policySetDigest(draft),
    n: rows.length,
    differing: rows.filter(row => row.differences.length > 0).length,
    rows,
  };
}

function replay(
  draft: readonly ApprovalPolicy[],
  current: readonly ApprovalPolicy[],
  past: PastChange,
  membership: Candidates,
): PolicyReplayRow {
  const { change } = past;
  const before = judge(current, past);
  const after = judge(draft, past);
  return {
    number: change.number,
    title: change.title,
    closedAt: change.closedAt,
    before,
    after,
    ...toldEach('differences', differences(before, after)),
    wouldHaveBeenMet: isMet(after, past, membership),
    meetsCurrent: isMet(before, past, membership),
  };
}

function judge(
  policies: readonly ApprovalPolicy[],
  { change, items, risk }: PastChange,
): PolicyReplayRow['before'] {
  const policy = matchPolicy(
    policies,
    policySubjectOf(change, items, risk, change.plan),
  );
  return {
    policy: policy?.name,
    requirements: (policy ? requirementsOf(policy, items) : []).map(
      ({ group, count }) => ({ group, count }),
    ),
  };
}

function isMet(
  { policy, requirements }: PolicyReplayRow['before'],
  { change, approvals, duties }: PastChange,
  membership: Candidates,
): boolean {
  if (policy === undefined) return false;
  const valid = approvals.filter(
    a =>
      a.decision === 'approved' &&
      a.void === undefined &&
      a.round === change.approvalRound &&
      !dutyConflict(duties, a.approver, a.onBehalfOf),
  );
  return countApprovals(requirements, valid, withPast(membership, valid)).every(
    (counted, i) => counted.length >= requirements[i].count,
  );
}

/** Whoever approved in a group's name then had the right to, whether or not they are in it now. */
function withPast(
  membership: Candidates,
  approvals: readonly Approval[],
): Candidates {
  const then = new Map(membership);
  for (const { group, approver, onBehalfOf } of approvals) {
    const member = { user: onBehalfOf ?? approver, via: 'member' as const };
    then.set(group, [...(then.get(group) ?? []), member]);
  }
  return then;
}

function differences(
  before: PolicyReplayRow['before'],
  after: PolicyReplayRow['after'],
): Phrase[] {
  if (before.policy !== undefined && after.policy === undefined) {
    return ['No policy of the draft matches: it would have been refused.'];
  }
  if (before.policy === undefined && after.policy !== undefined) {
    return [
      `Policy ${after.policy} of the draft matches; no current policy does.`,
    ];
  }
  const sentences: Phrase[] = [];
  if (before.policy !== after.policy) {
    sentences.push(
      `Policy ${after.policy} would have applied, not ${before.policy}.`,
    );
  }
  const countIn = (side: PolicyReplayRow['before'], group: string) =>
    side.requirements.find(r => r.group === group)?.count ?? 0;
  const groups = new Set(
    [...before.requirements, ...after.requirements].map(r => r.group),
  );
  for (const group of groups) {
    const was = countIn(before, group);
    const is = countIn(after, group);
    if (was === 0) {
      sentences.push(say`It would also have needed ${is} of ${person(group)}.`);
    } else if (is === 0) {
      sentences.push(say`It would not have needed ${person(group)}.`);
    } else if (was !== is) {
      sentences.push(
        say`It would have needed ${is} of ${person(group)}, not ${was}.`,
      );
    }
  }
  return sentences;
}
