import { Change, ChangeState } from '../model';
import { approve, reject } from './decisions';
import { edit } from './edit';
import { close, deployment, start } from './implementation';
import {
  refuse,
  stay,
  TransitionContext,
  TransitionResult,
  TransitionVerb,
  wrongState,
} from './result';
import { authorize, submit } from './submission';
import { isFinal } from './table';

/**
 * What a verb does to a change, or which guard refuses it. Who may do it is another question: see `actionStates`.
 * For `approve`, `context.approvals` is the overview *with* the new approval.
 */
export function transitionOf(
  change: Change,
  verb: TransitionVerb,
  context: TransitionContext,
): TransitionResult {
  if (isFinal(change.state) && verb !== 'comment') {
    return refuse(
      'state',
      `${change.number} is ${change.state}, which is final.`,
      'Open a new change.',
    );
  }
  switch (verb) {
    case 'submit':
      return submit(change, context);
    case 'authorize':
      return authorize(change, context);
    case 'approve':
      return approve(change, context);
    case 'reject':
      return reject(change);
    case 'edit':
      return edit(change, context.material ?? []);
    case 'plan':
      return edit(change, context.material ?? ['planDigest']);
    case 'start':
      return start(change, context);
    case 'complete':
      return change.state === 'implement'
        ? { ok: true, path: ['review'] }
        : wrongState(change, 'Implement', 'Start the change first.');
    case 'deployment':
      return deployment(change);
    case 'close':
      return close(change, context);
    case 'cancel':
      return cancel(change);
    case 'hold':
      return change.onHold
        ? refuse('hold', 'It is on hold already.', 'Resume it first.')
        : stay;
    case 'resume':
      return change.onHold
        ? stay
        : refuse('hold', 'It is not on hold.', 'There is nothing to resume.');
    case 'accept-conflict':
      return isBeforeReview(change.state)
        ? stay
        : wrongState(change, 'a state before Review', 'Open a new change.');
    case 'comment':
      return stay;
    default: {
      const unknown: never = verb;
      return refuse('verb', `There is no verb ${unknown}.`, 'Use a known one.');
    }
  }
}

function cancel(change: Change): TransitionResult {
  if (change.type === 'retrospective') {
    return refuse(
      'type',
      'What a retrospective change records has happened; it cannot be canceled.',
      'Have it approved or rejected, then close it.',
    );
  }
  return isBeforeReview(change.state)
    ? { ok: true, path: ['canceled'] }
    : wrongState(change, 'a state before Review', 'Close it instead.');
}

function isBeforeReview(state: ChangeState): boolean {
  return state !== 'review' && !isFinal(state);
}
