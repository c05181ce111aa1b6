import { Change } from '@countersign/plugin-change-management-common';

/** True when an emergency change has gone ahead and its approval has not come in time. */
export function isOverdue(
  change: Pick<Change, 'approvalStatus' | 'approvalDueAt'>,
  now: number,
): boolean {
  return (
    change.approvalStatus === 'due' &&
    change.approvalDueAt !== undefined &&
    Date.parse(change.approvalDueAt) <= now
  );
}
