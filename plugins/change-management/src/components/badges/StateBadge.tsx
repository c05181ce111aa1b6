import { ChangeState } from '@countersign/plugin-change-management-common';
import {
  RemixiconComponentType,
  RiCalendarCheckLine,
  RiCheckDoubleLine,
  RiCloseCircleLine,
  RiDraftLine,
  RiEyeLine,
  RiPlayCircleLine,
  RiSearchEyeLine,
  RiShieldUserLine,
} from '@remixicon/react';
import { ToneBadge, useTexts } from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { stateTones } from './tones';

export const stateIcons: Record<ChangeState, RemixiconComponentType> = {
  new: RiDraftLine,
  assess: RiSearchEyeLine,
  authorize: RiShieldUserLine,
  scheduled: RiCalendarCheckLine,
  implement: RiPlayCircleLine,
  review: RiEyeLine,
  closed: RiCheckDoubleLine,
  canceled: RiCloseCircleLine,
};

/** Where a change stands. */
export function StateBadge(props: { state: ChangeState }) {
  const { t } = useTexts(changeManagementTranslationRef);
  return (
    <ToneBadge tone={stateTones[props.state]} icon={stateIcons[props.state]}>
      {t(`shared.state.${props.state}`)}
    </ToneBadge>
  );
}
