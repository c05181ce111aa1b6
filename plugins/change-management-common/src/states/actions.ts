import { ActionState, NextStep } from '../api/responses';
import { ChangeVerb } from '../api/requests';
import { utc } from '../gate/instant';
import { ApprovalOverview, Change } from '../model';
import { dutyConflict } from './duty';
import {
  attentionNeeded,
  isAwaitingApproval,
  TransitionContext,
  transitionOf,
  TransitionVerb,
} from './transition';

/** Whose actions are asked for, and what the permission framework lets them do with this change. */
export interface ActionContext extends TransitionContext {
  /** Entity ref of the person or service that looks. */
  user: string;
  permitted: { update: boolean; approve: boolean; implement: boolean };
}

type Permitted = keyof ActionContext['permitted'];
type ActionVerb = ChangeVerb | 'edit';

/** Each verb, in the order of a change's life, and the permission it needs. */
const verbs: [ActionVerb, Permitted][] = [
  ['edit', 'update'],
  ['plan', 'update'],
  ['submit', 'update'],
  ['accept-conflict', 'update'],
  ['authorize', 'update'],
  ['approve', 'approve'],
  ['reject', 'approve'],
  ['start', 'implement'],
  ['complete', 'implement'],
  ['close', 'implement'],
  ['hold', 'update'],
  ['resume', 'update'],
  ['cancel', 'update'],
  ['comment', 'update'],
];

/** What the user may do with a change now; a refused verb says which guard refuses and what would satisfy it. */
export function actionStates(
  change: Change,
  context: ActionContext,
): ActionState[] {
  return verbs.map(([verb, permission]) => {
    const result = transitionOf(change, verb, context);
    if (!result.ok) return { verb, allowed: false, ...result.refusal };
    if (!context.permitted[permission]) {
      return {
        verb,
        allowed: false,
        guard: 'permission',
        message: 'You do not have the permission for this.',
        remedy:
          'Ask somebody who does, or an administrator for the permission.',
      };
    }
    if (verb === 'approve' || verb === 'reject') {
      return approverState(verb, change, context);
    }
    if (verb === 'accept-conflict' && !openConflicts(context).length) {
      return {
        verb,
        allowed: false,
        guard: 'conflicts',
        message: 'There is no conflict that could be accepted.',
        remedy: 'A freeze cannot be accepted away: move the window.',
      };
    }
    return { verb, allowed: true };
  });
}

const openConflicts = (context: TransitionContext) =>
  context.conflicts.filter(c => c.acceptable && !c.accepted);

function approverState(
  verb: 'approve' | 'reject',
  change: Change,
  context: ActionContext,
): ActionState {
  if (eligibleApprovers(context.approvals).includes(context.user)) {
    return { verb, allowed: true };
  }
  const conflict = dutyConflict(change, context.user);
  const exclusion = context.approvals?.requirements
    .flatMap(r => r.excluded)
    .find(e => e.user === context.user)?.reason;
  const missing = unsatisfiedGroups(context.approvals);
  return {
    verb,
    allowed: false,
    guard: conflict ? 'duty' : 'approvers',
    message:
      conflict ??
      exclusion ??
      (missing.length
        ? `You are not among those whose approval is missing (${missing.join(
            ', ',
          )}).`
        : 'No further approval is asked for.'),
    remedy: missing.length
      ? `Ask a member of ${missing.join(' or ')}.`
      : 'There is nothing to approve.',
  };
}

function unsatisfiedGroups(approvals: ApprovalOverview | undefined): string[] {
  return (approvals?.requirements ?? [])
    .filter(r => !r.satisfied)
    .map(r => r.group);
}

function eligibleApprovers(approvals: ApprovalOverview | undefined): string[] {
  const users = (approvals?.requirements ?? [])
    .filter(r => !r.satisfied)
    .flatMap(r => r.eligible.map(e => e.user));
  return [...new Set(users)].sort();
}

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
