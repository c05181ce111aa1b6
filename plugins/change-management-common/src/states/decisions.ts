import { Change } from '../model';
import { refuse, stay, TransitionContext, TransitionResult } from './result';

/** The approval that completes them moves the change on. */
export function approve(
  change: Change,
  context: TransitionContext,
): TransitionResult {
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

/** Back to New, unless it has happened already. */
export function reject(change: Change): TransitionResult {
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
