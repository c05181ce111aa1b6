import { NextStep } from '../api/responses';
import { utc } from '../gate/instant';
import { Change } from '../model';
import { eligibleApprovers } from './approvers';
import { isAwaitingApproval } from './decisions';
import { TransitionContext, TransitionVerb } from './result';
import { attentionNeeded } from './submission';
import { transitionOf } from './transition';

/** The next step of a change in one sentence, the verb that takes it and who can. */
export function nextStep(change: Change, context: TransitionContext): NextStep {
  const requester = [change.requester];
  const implementer = [change.implementer ?? change.requester];
  const blocked = (verb: TransitionVerb) => {
    const result = transitionOf(change, verb, context);
    return result.ok ? undefined : result.refusal;
  };
  if (change.state === 'closed' || change.state === 'canceled') {
    return { text: `Nothing is left to do: it is ${change.state}.`, who: [] };
  }
  if (change.onHold) {
    return {
      text: `On hold${
        change.hold ? `: ${change.hold.reason}` : ''
      }. Resume it once the reason is gone.`,
      verb: 'resume',
      who: requester,
    };
  }
  if (isAwaitingApproval(change)) return approvalStep(change, context);
  switch (change.state) {
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
      const attention = attentionNeeded(change, context);
      if (!attention.length) {
        return {
          text: 'Nothing is in the way: ask for approval.',
          verb: 'authorize',
          who: requester,
        };
      }
      const acceptable =
        change.window &&
        !context.conflictsTruncated &&
        context.conflicts.every(c => c.accepted || c.acceptable);
      return {
        text: `${attention.join(' ')} ${
          acceptable ? 'Move the window or accept it.' : 'Move the window.'
        }`,
        verb: acceptable ? 'accept-conflict' : 'edit',
        who: requester,
      };
    }
    case 'scheduled': {
      const refusal = blocked('start');
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

function approvalStep(change: Change, context: TransitionContext): NextStep {
  const missing = (context.approvals?.requirements ?? [])
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
    who: eligibleApprovers(context.approvals),
  };
}
