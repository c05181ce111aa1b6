import { DateTime } from 'luxon';
import { ChangeVerb } from '../api/requests';
import { GateFacts, startChecks } from '../gate';
import { ApprovalStatus, Change, ChangeState, CloseCode } from '../model';
import { MaterialField } from './material';
import { isFinal } from './table';

/** Why a verb is refused, and what would satisfy the guard that refuses it. */
export interface Refusal {
  guard: string;
  message: string;
  remedy: string;
}

export interface TransitionContext extends GateFacts {
  /** How long after its start an emergency change may stay unapproved, in milliseconds. */
  emergencyGraceMs: number;
  /**
   * For `submit` and `authorize`: why no approval can be had (no policy matches, or who is missing), in sentences; empty
   * or absent when it can.
   */
  approvalProblems?: string[];
  /** For `submit` of a standard change: why its template does not fit, in sentences. */
  templateProblems?: string[];
  /**
   * For `edit` and `plan`: the material fields that change; see `materialChanges`. Absent, an edit changes none and a
   * plan differs from the one before.
   */
  material?: MaterialField[];
  /** For `close`. */
  closeCode?: CloseCode;
}

/** A verb of the API, an edit, or the report of a deployment. */
export type TransitionVerb = ChangeVerb | 'edit' | 'deployment';

export interface Transition {
  ok: true;
  /** The states it passes through, in order, the last being where it ends; empty when it stays where it is. */
  path: ChangeState[];
  /** Where the approvals stand afterwards; absent when that does not change. */
  approvalStatus?: ApprovalStatus;
  /** An emergency change that goes ahead: until when it must be approved. ISO 8601, UTC. */
  approvalDueAt?: string;
  /** The approvals of this round are void, and `approvalRound` counts up. */
  voidsApprovals?: true;
}

export type TransitionResult = Transition | { ok: false; refusal: Refusal };

const stay: Transition = { ok: true, path: [] };

const refuse = (
  guard: string,
  message: string,
  remedy: string,
): TransitionResult => ({ ok: false, refusal: { guard, message, remedy } });

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
      return isBeforeReview(change)
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

function submit(change: Change, context: TransitionContext): TransitionResult {
  if (change.state !== 'new' || change.type === 'retrospective') {
    return wrongState(change, 'New', 'It was submitted already.');
  }
  if (change.type === 'standard') {
    const reasons = context.templateProblems ?? [];
    if (!change.template || reasons.length) {
      return refuse(
        'template',
        change.template
          ? `The template ${change.template.id} does not fit: ${reasons.join(
              ' ',
            )}`
          : 'A standard change is made from a template, and this one names none.',
        'Choose a template that fits, or make it a normal change.',
      );
    }
    return (
      windowed(change) ?? {
        ok: true,
        path: ['scheduled'],
        approvalStatus: 'preapproved',
      }
    );
  }
  const refusal = noApprovalPossible(context);
  if (refusal) return refusal;
  if (change.type === 'emergency') {
    return (
      windowed(change) ?? {
        ok: true,
        path: ['authorize'],
        approvalStatus: 'pending',
      }
    );
  }
  return attentionNeeded(change, context).length
    ? { ok: true, path: ['assess'], approvalStatus: 'not_requested' }
    : { ok: true, path: ['assess', 'authorize'], approvalStatus: 'pending' };
}

function authorize(
  change: Change,
  context: TransitionContext,
): TransitionResult {
  if (change.state !== 'assess') {
    return wrongState(change, 'Assess', 'Submit the change first.');
  }
  const attention = attentionNeeded(change, context);
  if (attention.length) {
    return refuse(
      change.window ? 'conflicts' : 'window',
      attention.join(' '),
      change.window
        ? 'Move the window, or accept each conflict with a justification.'
        : 'Plan a window.',
    );
  }
  return (
    noApprovalPossible(context) ?? {
      ok: true,
      path: ['authorize'],
      approvalStatus: 'pending',
    }
  );
}

/** What keeps a submitted normal change in Assess, in sentences. */
export function attentionNeeded(
  change: Pick<Change, 'window'>,
  context: Pick<GateFacts, 'conflicts'>,
): string[] {
  return [
    ...(change.window ? [] : ['No window is planned.']),
    ...context.conflicts.filter(c => !c.accepted).map(c => c.explanation),
  ];
}

function approve(change: Change, context: TransitionContext): TransitionResult {
  if (!isAwaitingApproval(change)) {
    return refuse(
      'state',
      `${change.number} does not wait for approval (state ${change.state}, approval ${change.approvalStatus}).`,
      'Approve a change in Authorize, or an emergency change that still needs its approval.',
    );
  }
  if (!context.approvals?.satisfied) return stay;
  if (change.state !== 'authorize') {
    return { ok: true, path: [], approvalStatus: 'approved' };
  }
  return {
    ok: true,
    path: [change.type === 'retrospective' ? 'review' : 'scheduled'],
    approvalStatus: 'approved',
  };
}

function reject(change: Change): TransitionResult {
  if (!isAwaitingApproval(change)) {
    return refuse(
      'state',
      `${change.number} does not wait for approval (state ${change.state}, approval ${change.approvalStatus}).`,
      'Put it on hold or cancel it instead.',
    );
  }
  // What has happened cannot go back to New.
  if (change.type === 'retrospective' || change.state !== 'authorize') {
    return { ok: true, path: [], approvalStatus: 'rejected' };
  }
  return {
    ok: true,
    path: ['new'],
    approvalStatus: 'rejected',
    voidsApprovals: true,
  };
}

/** Whether an approval or a rejection can be given now. */
export function isAwaitingApproval(
  change: Pick<Change, 'type' | 'state' | 'approvalStatus'>,
): boolean {
  return change.state === 'authorize'
    ? change.approvalStatus === 'pending'
    : change.type === 'emergency' &&
        (change.state === 'implement' || change.state === 'review') &&
        change.approvalStatus === 'due';
}

function edit(change: Change, material: MaterialField[]): TransitionResult {
  if (material.includes('type') && change.state !== 'new') {
    return refuse(
      'type',
      'The type of a change may change only in New.',
      'Open a new change of the other type.',
    );
  }
  if (!material.length || change.state === 'new') return stay;
  if (change.type === 'retrospective') {
    return refuse(
      'type',
      'What a retrospective change records has happened; it cannot be edited.',
      'Add a comment instead.',
    );
  }
  switch (change.state) {
    case 'assess':
      return stay;
    case 'authorize':
    case 'scheduled': {
      const back = {
        normal: 'assess',
        emergency: 'authorize',
        standard: 'new',
      } as const;
      const to = back[change.type];
      return {
        ok: true,
        path: to === change.state ? [] : [to],
        approvalStatus: change.type === 'emergency' ? 'pending' : 'void',
        voidsApprovals: true,
      };
    }
    default:
      return refuse(
        'state',
        `In state ${change.state}, ${material.join(
          ', ',
        )} can no longer be edited.`,
        'Open a new change.',
      );
  }
}

function start(change: Change, context: TransitionContext): TransitionResult {
  const goesAhead = change.type === 'emergency' && change.state === 'authorize';
  if (change.state !== 'scheduled' && !goesAhead) {
    return wrongState(
      change,
      'Scheduled',
      change.state === 'authorize'
        ? 'Have it approved by those it waits for.'
        : 'Submit it and have it approved.',
    );
  }
  const failed = startChecks(change, context).filter(check => !check.passed);
  if (failed.length) {
    return refuse(
      failed[0].id,
      failed.map(check => check.detail).join(' '),
      failed.map(check => check.remedy).join(' '),
    );
  }
  if (!goesAhead) return { ok: true, path: ['implement'] };
  return {
    ok: true,
    path: ['scheduled', 'implement'],
    approvalStatus: 'due',
    approvalDueAt: DateTime.fromISO(context.now, { zone: 'utc' })
      .plus({ milliseconds: context.emergencyGraceMs })
      .toISO()!,
  };
}

/** A deployment that happened moves the change along, whatever its outcome; whether it was allowed is reconciled apart. */
function deployment(change: Change): TransitionResult {
  switch (change.state) {
    case 'scheduled':
      return { ok: true, path: ['implement', 'review'] };
    case 'implement':
      return { ok: true, path: ['review'] };
    default:
      return stay;
  }
}

function close(change: Change, context: TransitionContext): TransitionResult {
  const rejectedAfterwards =
    change.approvalStatus === 'rejected' &&
    (change.state === 'review' ||
      (change.type === 'retrospective' && change.state === 'authorize'));
  if (change.state !== 'review' && !rejectedAfterwards) {
    return wrongState(change, 'Review', 'Complete the implementation first.');
  }
  if (change.approvalStatus === 'due') {
    return refuse(
      'approvals',
      'This emergency change went ahead and has not been approved yet.',
      'Have it approved, then close it.',
    );
  }
  if (
    rejectedAfterwards &&
    context.closeCode !== undefined &&
    context.closeCode !== 'unsuccessful'
  ) {
    return refuse(
      'approvals',
      'Its approval was rejected afterwards.',
      'Close it as unsuccessful.',
    );
  }
  return {
    ok: true,
    path: change.state === 'review' ? ['closed'] : ['review', 'closed'],
  };
}

function cancel(change: Change): TransitionResult {
  if (change.type === 'retrospective') {
    return refuse(
      'type',
      'What a retrospective change records has happened; it cannot be canceled.',
      'Have it approved or rejected, then close it.',
    );
  }
  return isBeforeReview(change)
    ? { ok: true, path: ['canceled'] }
    : wrongState(change, 'a state before Review', 'Close it instead.');
}

const isBeforeReview = (change: Pick<Change, 'state'>) =>
  change.state !== 'review' && !isFinal(change.state);

function wrongState(
  change: Pick<Change, 'number' | 'state'>,
  needed: string,
  remedy: string,
): TransitionResult {
  return refuse(
    'state',
    `${change.number} is in state ${change.state}; this needs ${needed}.`,
    remedy,
  );
}

function windowed(change: Change): TransitionResult | undefined {
  return change.window
    ? undefined
    : refuse('window', 'No window is planned.', 'Plan a window.');
}

function noApprovalPossible(
  context: TransitionContext,
): TransitionResult | undefined {
  const problems = context.approvalProblems ?? [];
  return problems.length
    ? refuse(
        'approvers',
        problems.join(' '),
        'Have the missing people named, or change who is involved in the change.',
      )
    : undefined;
}
