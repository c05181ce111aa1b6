import { ChangeType } from '@countersign/plugin-change-management-common';
import {
  RemixiconComponentType,
  RiFileCopy2Line,
  RiFlashlightLine,
  RiGitPullRequestLine,
  RiHistoryLine,
} from '@remixicon/react';
import { ToneBadge, useTexts } from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { typeTones } from './tones';

export const typeIcons: Record<ChangeType, RemixiconComponentType> = {
  normal: RiGitPullRequestLine,
  standard: RiFileCopy2Line,
  emergency: RiFlashlightLine,
  retrospective: RiHistoryLine,
};

/** Which kind of change it is, and so which way it goes. */
export function TypeBadge(props: { type: ChangeType }) {
  const { t } = useTexts(changeManagementTranslationRef);
  return (
    <ToneBadge tone={typeTones[props.type]} icon={typeIcons[props.type]}>
      {t(`shared.type.${props.type}`)}
    </ToneBadge>
  );
}
