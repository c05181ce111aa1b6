import { DateTime } from 'luxon';
import { startChecks } from '../gate';
import { Change } from '../model';
import {
  refuse,
  stay,
  TransitionContext,
  TransitionResult,
  wrongState,
} from './result';

/** Scheduled → Implement, guarded like the gate; an emergency may go ahead before it is approved. */
export function start(
  change: Change,
  context: TransitionContext,
): TransitionResult {
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

/**
 * A deployment that happened moves the change along, whatever its outcome; whether it was allowed is reconciled apart.
 */
export function deployment(change: Change): TransitionResult {
  switch (change.state) {
    case 'scheduled':
      return { ok: true, path: ['implement', 'review'] };
    case 'implement':
      return { ok: true, path: ['review'] };
    default:
      return stay;
  }
}

/** Review → Closed. One whose approval was rejected afterwards is closed as unsuccessful only. */
export function close(
  change: Change,
  context: TransitionContext,
): TransitionResult {
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
      ['code'],
    );
  }
  return {
    ok: true,
    path: change.state === 'review' ? ['closed'] : ['review', 'closed'],
  };
}
