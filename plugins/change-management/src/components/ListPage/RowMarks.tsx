import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ChangeSummary } from '@countersign/plugin-change-management-common';
import { RiPauseCircleLine } from '@remixicon/react';
import { useNow } from '../../hooks';
import { changeManagementTranslationRef } from '../../translation';
import { ApprovalBadge, ToneBadge, TypeBadge } from '../badges';
import { shortTime } from '../time';

/** True when an emergency change has gone ahead and its approval has not come in time. */
export function isOverdue(change: ChangeSummary, now: number): boolean {
  return (
    change.approvalStatus === 'due' &&
    change.approvalDueAt !== undefined &&
    Date.parse(change.approvalDueAt) <= now
  );
}

/** What is unusual about a change: its type, a hold, an approval that is still owed. */
export function RowMarks(props: { change: ChangeSummary }) {
  const { change } = props;
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const now = useNow();
  const overdue = isOverdue(change, now);
  const due = change.approvalStatus === 'due' && change.approvalDueAt;
  return (
    <>
      {change.type !== 'normal' && <TypeBadge type={change.type} />}
      {change.onHold && (
        <ToneBadge tone="warning" icon={RiPauseCircleLine}>
          {t('shared.onHold')}
        </ToneBadge>
      )}
      {due && (
        <span
          title={t(overdue ? 'list.dueNow' : 'list.dueBy', {
            time: shortTime(due, now),
          })}
        >
          <ApprovalBadge status="due" overdue={overdue} />
        </span>
      )}
      {change.approvalStatus === 'rejected' && (
        <ApprovalBadge status="rejected" />
      )}
    </>
  );
}
