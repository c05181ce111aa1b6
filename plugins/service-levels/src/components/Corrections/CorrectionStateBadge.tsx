import {
  Tone,
  ToneBadge,
  useTexts,
} from '@countersign/plugin-governance-react';
import { CorrectionView } from '@countersign/plugin-service-levels-common';
import {
  RemixiconComponentType,
  RiArrowGoBackLine,
  RiCheckLine,
  RiForbidLine,
  RiHourglassLine,
} from '@remixicon/react';
import { serviceLevelsTranslationRef } from '../../translation';

const looks: Record<
  CorrectionView['state'],
  { tone: Tone; icon: RemixiconComponentType }
> = {
  counts: { tone: 'success', icon: RiCheckLine },
  waits: { tone: 'warning', icon: RiHourglassLine },
  void: { tone: 'danger', icon: RiForbidLine },
  withdrawn: { tone: 'neutral', icon: RiArrowGoBackLine },
};

/** Whether a correction counts: one color, one icon, one word. */
export function CorrectionStateBadge(props: {
  state: CorrectionView['state'];
}) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const { tone, icon } = looks[props.state];
  return (
    <ToneBadge tone={tone} icon={icon}>
      {t(`corrections.state.${props.state}`)}
    </ToneBadge>
  );
}
