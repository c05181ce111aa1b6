import { ToneBadge, useTexts } from '@countersign/plugin-governance-react';
import { ObjectiveState } from '@countersign/plugin-service-levels-common';
import { serviceLevelsTranslationRef } from '../../translation';
import { stateLooks } from './stateLooks';

/** How an objective stands: one color, one icon, one word. */
export function StateBadge(props: { state: ObjectiveState }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const { tone, icon } = stateLooks[props.state];
  return (
    <ToneBadge tone={tone} icon={icon}>
      {t(`shared.state.${props.state}`)}
    </ToneBadge>
  );
}
