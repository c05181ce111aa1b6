import { utc } from '@countersign/plugin-governance-common';
import { NextStep } from '../api/responses';
import { changesRequestedOf, Facts } from '../facts/facts';
import { Change } from '../model';
import { eligibleApprovers } from './approvers';
import { changesRequestedRemedy, conflictsOf } from './checks';
import { judgeVerb } from './judgeVerb';
import { Verb } from './result';
import { standingOf } from './standing';
import { isAwaitingApproval } from './verbs/decisions';
import { attentionNeeded, isStale } from './verbs/submission';
import { World } from './world';

/** The next step of a change in one sentence, the verb that takes it and who can. */
export function nextStep(change: Change, facts: Facts, world: World): NextStep {
  const requester = [change.requester];
  const implementer = [change.implementer ?? change.requester];
  const blocked = (verb: Verb, user = requester[0]) => {
    const result = judgeVerb(facts, world, { verb, user, by: 'person' });
    return result.ok ? undefined : result.refusal;
  };
  if (facts.state === 'closed' || facts.state === 'canceled') {
    return { text: `Nothing is left to do: it is ${facts.state}.`, who: [] };
  }
  if (facts.hold) {
    return {
      text: `On hold: ${facts.hold.reason}. Resume it once the reason is gone.`,
      verb: 'resume',
      who: requester,
    };
  }
  if (isStale(facts, world)) {
    return {
      text: 'The policies of today ask for more than was asked for: ask for approval again.',
      verb: 'authorize',
      who: requester,
    };
  }
  if (isAwaitingApproval(facts)) return approvalStep(change, facts, world);
  switch (facts.state) {
    case 'new': {
      const refusal = blocked('submit');
      return refusal
        ? {
            text: `${refusal.message} ${refusal.remedy}`,
            verb: 'edit',
            who: requester,
          }
        : {
            text:
              change.approvalStatus === 'rejected'
                ? 'It was rejected: amend it and submit it again.'
                : 'Submit it: its risk, its conflicts and its approvers are then settled.',
            verb: 'submit',
            who: requester,
          };
    }
    case 'assess': {
      const attention = attentionNeeded(facts, world);
      if (!attention.length) {
        return {
          text: 'Nothing is in the way: ask for approval.',
          verb: 'authorize',
          who: requester,
        };
      }
      const acceptable =
        change.window &&
        !world.conflictsTruncated &&
        conflictsOf(facts, world).every(c => c.accepted || c.acceptable);
      return {
        text: `${attention.join(' ')} ${
          acceptable ? 'Move the window or accept it.' : 'Move the window.'
        }`,
        verb: acceptable ? 'accept-conflict' : 'edit',
        who: requester,
      };
    }
    case 'scheduled': {
      const refusal = blocked('start', implementer[0]);
      if (!refusal) {
        return {
          text: `The window is open until ${utc(change.window!.end)}: start.`,
          verb: 'start',
          who: implementer,
        };
      }
      return refusal.guard === 'window'
        ? {
            text: `${refusal.message} ${refusal.remedy}`,
            who: implementer,
          }
        : {
            text: `It cannot start yet. ${refusal.message} ${refusal.remedy}`,
            who: requester,
          };
    }
    case 'implement':
      return {
        text: 'Deploy, then report the deployment or complete the implementation.',
        verb: 'complete',
        who: implementer,
      };
    default:
      return {
        text:
          change.approvalStatus === 'rejected'
            ? 'Its approval was rejected afterwards: close it as unsuccessful.'
            : 'Review how it went and close it.',
        verb: 'close',
        who: requester,
      };
  }
}

function approvalStep(change: Change, facts: Facts, world: World): NextStep {
  const wanted = changesRequestedOf(facts);
  if (wanted.length) {
    return {
      text: `${wanted
        .map(r => `${r.approver} requested changes: ${r.comment.trim()}`)
        .join(' ')} ${changesRequestedRemedy(wanted)}`,
      verb: 'edit',
      who: [change.requester],
    };
  }
  const approvals = standingOf(facts, world);
  const missing = (approvals?.requirements ?? [])
    .filter(r => !r.satisfied)
    .map(r => `${r.group} (${r.reason})`);
  const due =
    change.approvalStatus === 'due' && change.approvalDueAt
      ? ` It went ahead and must be approved by ${utc(change.approvalDueAt)}.`
      : '';
  return {
    text: `${
      missing.length
        ? `Waits for the approval of ${missing.join(', ')}.`
        : 'Waits for approval.'
    }${due}`,
    verb: 'approve',
    who: eligibleApprovers(approvals),
  };
}
