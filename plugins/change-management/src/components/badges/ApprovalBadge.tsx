import { ApprovalStatus } from '@countersign/plugin-change-management-common';
import {
  RemixiconComponentType,
  RiAlarmWarningLine,
  RiCheckLine,
  RiCloseLine,
  RiEditLine,
  RiForbidLine,
  RiStickyNoteLine,
  RiSubtractLine,
  RiTimeLine,
} from '@remixicon/react';
import { ToneBadge, useTexts } from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { approvalTones } from './tones';

export const approvalIcons: Record<ApprovalStatus, RemixiconComponentType> = {
  not_requested: RiSubtractLine,
  pending: RiTimeLine,
  changes_requested: RiEditLine,
  due: RiAlarmWarningLine,
  approved: RiCheckLine,
  rejected: RiCloseLine,
  void: RiForbidLine,
  preapproved: RiStickyNoteLine,
};

/** Where the approvals stand; an emergency change that went ahead is red until it has its own. */
export function ApprovalBadge(props: {
  status: ApprovalStatus;
  /** True when an approval that was due has not come in time. */
  overdue?: boolean;
}) {
  const { t } = useTexts(changeManagementTranslationRef);
  const { status, overdue } = props;
  if (status === 'due' && overdue) {
    return (
      <ToneBadge tone="danger-strong" icon={approvalIcons.due}>
        {t('shared.approval.overdue')}
      </ToneBadge>
    );
  }
  return (
    <ToneBadge tone={approvalTones[status]} icon={approvalIcons[status]}>
      {t(`shared.approval.${status}`)}
    </ToneBadge>
  );
}
