import {
  Tone,
  ToneBadge,
  useTexts,
} from '@countersign/plugin-governance-react';
import { ActionItemState } from '@countersign/plugin-incident-management-common';
import {
  RemixiconComponentType,
  RiAlarmLine,
  RiCheckLine,
  RiCheckboxBlankCircleLine,
  RiCloseCircleLine,
} from '@remixicon/react';
import { incidentManagementTranslationRef } from '../../translation';

const looks: Record<
  ActionItemState,
  { tone: Tone; icon: RemixiconComponentType }
> = {
  open: { tone: 'info', icon: RiCheckboxBlankCircleLine },
  done: { tone: 'success', icon: RiCheckLine },
  canceled: { tone: 'neutral', icon: RiCloseCircleLine },
};

/** What became of an action item; one that is late says so. */
export function ActionStateBadge(props: {
  state: ActionItemState;
  overdue: boolean;
}) {
  const { state, overdue } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const { tone, icon } = overdue
    ? { tone: 'danger' as const, icon: RiAlarmLine }
    : looks[state];
  return (
    <ToneBadge tone={tone} icon={icon}>
      {t(overdue ? 'review.action.overdue' : `review.action.state.${state}`)}
    </ToneBadge>
  );
}
