import {
  joined,
  person,
  phraseOf,
  record,
  Refusal,
  refuse,
  say,
  time,
} from '@countersign/plugin-governance-common';
import { Sha256Digest } from '@countersign/plugin-ledger-common';
import { dutyConflict } from '../../facts/hands';
import { changesRequestedOf, Facts, isOwed } from '../../facts/facts';
import { foldRef, isPerson } from '../../facts/people';
import { ApprovalOption, approvalOptions } from '../../policy/overview';
import { Transition, Verdict } from '../result';
import { Standing, standingApprovalsBy, standingOf } from '../standing';
import { World } from '../world';

/** Whether an approval or a rejection can be given now. */
export function isAwaitingApproval(
  facts: Pick<
    Facts,
    'type' | 'state' | 'asked' | 'approvedAt' | 'rejected' | 'ahead'
  >,
): boolean {
  if (facts.state === 'authorize') {
    return (
      facts.asked !== undefined &&
      facts.approvedAt === undefined &&
      !(facts.type === 'retrospective' && facts.rejected)
    );
  }
  return (
    (facts.state === 'implement' || facts.state === 'review') && isOwed(facts)
  );
}

/** A person's decision: in whose name, and on what they saw. */
export interface DecisionCall {
  user: string;
  /** The digest of the subject they saw. */
  saw: Sha256Digest;
  /** In whose name, where they could act for several groups. */
  group?: string;
}

/** In whose name the person may approve or reject, or why not. */
export function mayDecide(
  facts: Facts,
  world: World,
  { user, saw, group }: DecisionCall,
): { ok: true; option: ApprovalOption } | { ok: false; refusal: Refusal } {
  if (!isAwaitingApproval(facts)) return notAwaited(facts);
  const duty = dutyConflict(facts, user);
  if (duty) {
    return refuse('duty', duty, 'Ask one of those whose approval is missing.');
  }
  const standing = standingOf(facts, world);
  if (!standing?.current) {
    return refuse(
      'subject',
      say`What approval of ${record(
        facts.number,
      )} was asked for is not what stands there or is in force now.`,
      'Have approval asked for again.',
    );
  }
  if (saw !== standing.subjectDigest) {
    return refuse(
      'subject',
      say`${record(
        facts.number,
      )} is not what you saw any more: its subject is ${
        standing.subjectDigest
      } now.`,
      'Read the change again, then decide.',
    );
  }
  const given = facts.decisions.find(d => d.approver === user);
  if (given) {
    return refuse(
      'decided',
      say`You ${given.approved ? 'approved' : 'rejected'} ${record(
        facts.number,
      )} already, at ${time(
        given.at,
        given.at,
      )}; one person decides once in a round.`,
      given.approved
        ? 'Withdraw your approval first, if you changed your mind.'
        : 'Wait until it is submitted again.',
    );
  }
  const option = approvalOptions(standing, user).find(
    o => group === undefined || o.group === group,
  );
  return option ? { ok: true, option } : notAsked(facts, standing, user, group);
}

/** Whether this person may request changes, and in whose name: whoever may approve what they saw may. */
export function mayRequestChanges(
  facts: Facts,
  world: World,
  call: DecisionCall,
): { ok: true; option: ApprovalOption } | { ok: false; refusal: Refusal } {
  const possible = requestChanges(facts);
  if (!possible.ok) return possible;
  const own = requestOf(facts, call.user);
  return own
    ? refuse(
        'decided',
        say`You requested changes to ${record(facts.number)} already, at ${time(
          own.requestedAt,
          own.requestedAt,
        )}.`,
        'Add a comment, or withdraw your request first.',
      )
    : mayDecide(facts, world, call);
}

/** What this person wants changed, if anything. */
export function requestOf(facts: Facts, user: string) {
  const who = foldRef(user);
  return changesRequestedOf(facts).find(r => r.approver === who);
}

/** How a change reads that waits for approval. */
export function awaitedStatus(
  facts: Pick<Facts, 'changesRequested' | 'state'>,
): 'pending' | 'changes_requested' | 'due' {
  if (facts.state !== 'authorize' && facts.state !== 'scheduled') return 'due';
  return changesRequestedOf(facts).length ? 'changes_requested' : 'pending';
}

function notAwaited({ number, state }: Pick<Facts, 'number' | 'state'>) {
  return refuse(
    'state',
    say`${record(number)} does not wait for approval (state ${state}).`,
    'Approve or reject a change in Authorize, or an emergency change that still needs its approval.',
  );
}

function notAsked(
  { number }: Facts,
  { requirements }: Standing,
  user: string,
  group: string | undefined,
) {
  const exclusion = requirements
    .flatMap(r => r.excluded)
    .find(e => e.user === user);
  const reason = exclusion && phraseOf('reason', exclusion);
  const inName = group ? say` in the name of ${person(group)}` : '';
  return refuse(
    reason ? 'duty' : 'approvers-only',
    reason ??
      say`${person(user)} is not among those asked to approve ${record(
        number,
      )}${inName}.`,
    requirements.length
      ? say`Asked are ${joined(
          requirements.map(r => person(r.group)),
          ', ',
        )}.`
      : 'Asked are none.',
  );
}

/** Where the change goes once the approvals it has are all that is asked for; undefined while some are missing. */
export function settled(facts: Facts, world: World): Transition | undefined {
  if (!isAwaitingApproval(facts)) return undefined;
  const standing = standingOf(facts, world);
  if (!standing?.current || !standing.satisfied) return undefined;
  if (changesRequestedOf(facts).length) return undefined;
  return {
    ok: true,
    path:
      facts.state === 'authorize'
        ? [facts.type === 'retrospective' ? 'review' : 'scheduled']
        : [],
    approvalStatus: 'approved',
  };
}

/** What a rejection does: back to New, unless it has happened already. */
export function reject(facts: Facts): Verdict {
  if (!isAwaitingApproval(facts)) return notAwaited(facts);
  // What has happened cannot go back to New.
  if (facts.type === 'retrospective' || facts.state !== 'authorize') {
    return { ok: true, path: [], approvalStatus: 'rejected' };
  }
  return {
    ok: true,
    path: ['new'],
    approvalStatus: 'rejected',
    voidsApprovals: true,
  };
}

/** Whether there is anything that could still be changed. */
export function requestChanges(facts: Facts): Verdict {
  if (facts.type === 'retrospective') {
    return refuse(
      'type',
      'What a retrospective change records has happened; nothing of it can be changed.',
      'Approve or reject it, or add a comment.',
    );
  }
  if (!isAwaitingApproval(facts)) return notAwaited(facts);
  return { ok: true, path: [], approvalStatus: 'changes_requested' };
}

/** Whoever requested changes takes that back; what others request stands. */
export function withdrawRequest(facts: Facts, user: string): Verdict {
  const own = requestOf(facts, user);
  return own
    ? {
        ok: true,
        path: [],
        approvalStatus: awaitedStatus({
          ...facts,
          changesRequested: changesRequestedOf(facts).filter(r => r !== own),
        }),
      }
    : refuse(
        'decided',
        say`You request no changes to ${record(facts.number)}.`,
        'There is nothing to withdraw.',
      );
}

/** An approver takes their approval back before the start; a change that was approved by it waits again. */
export function withdraw(facts: Facts, user: string): Verdict {
  if (!standingApprovalsBy(facts, user).some(d => d.approver === user)) {
    return refuse(
      'approvals',
      say`You have given no approval of ${record(facts.number)} that stands.`,
      'There is nothing to withdraw.',
    );
  }
  return {
    ok: true,
    path: facts.state === 'scheduled' ? ['authorize'] : [],
    approvalStatus: awaitedStatus(facts),
  };
}

/**
 * Somebody whom another person named as implementer or plan author, and who did nothing with the change, says that they
 * are not. What a pipeline says of them stands: it knows who wrote what.
 */
export function decline(facts: Facts, user: string): Verdict {
  const namings = facts.named.filter(n => n.who === user);
  if (!namings.length) {
    return refuse(
      'duty',
      say`Nobody named you as implementer or plan author of ${record(
        facts.number,
      )}.`,
      'There is nothing to decline.',
    );
  }
  const source = namings.find(n => !isPerson(n.by));
  if (source) {
    return refuse(
      'duty',
      say`${person(source.by)} names you from what it knows of ${record(
        facts.number,
      )}, such as the authors of its commits.`,
      'Have somebody else approve it.',
    );
  }
  const hand = facts.hands.find(h => h.who === user);
  return hand
    ? refuse(
        'duty',
        say`You had a hand in ${record(facts.number)} yourself (${
          hand.as
        } it).`,
        'What happened stays on record.',
      )
    : { ok: true, path: [] };
}
