import { ChangeSummary } from '@countersign/plugin-change-management-common';
import { RiPauseCircleLine } from '@remixicon/react';
import {
  shortTime,
  ToneBadge,
  useNow,
  useTexts,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { ApprovalBadge, isOverdue, TypeBadge } from '../badges';

/** What is unusual about a change: its type, a hold, an approval that is still owed. */
export function RowMarks(props: { change: ChangeSummary }) {
  const { change } = props;
  const { t } = useTexts(changeManagementTranslationRef);
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
      {(change.approvalStatus === 'rejected' ||
        change.approvalStatus === 'changes_requested') && (
        <ApprovalBadge status={change.approvalStatus} />
      )}
    </>
  );
}
