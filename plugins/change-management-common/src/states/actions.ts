import { ActionState } from '../api/responses';
import { ChangeVerb } from '../api/requests';
import { Change } from '../model';
import { eligibleApprovers, unsatisfiedGroups } from './approvers';
import { dutyConflict } from './duty';
import { TransitionContext } from './result';
import { transitionOf } from './transition';

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

function openConflicts(context: TransitionContext) {
  return context.conflicts.filter(c => c.acceptable && !c.accepted);
}

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
