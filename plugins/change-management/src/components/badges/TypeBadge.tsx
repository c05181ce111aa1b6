import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ChangeType } from '@countersign/plugin-change-management-common';
import {
  RemixiconComponentType,
  RiFileCopy2Line,
  RiFlashlightLine,
  RiGitPullRequestLine,
  RiHistoryLine,
} from '@remixicon/react';
import { ToneBadge } from '@countersign/plugin-governance-react';
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
  const { t } = useTranslationRef(changeManagementTranslationRef);
  return (
    <ToneBadge tone={typeTones[props.type]} icon={typeIcons[props.type]}>
      {t(`shared.type.${props.type}`)}
    </ToneBadge>
  );
}
