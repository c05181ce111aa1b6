import { ToneBadge, useTexts } from '@countersign/plugin-governance-react';
import { AlertView } from '@countersign/plugin-service-levels-common';
import { serviceLevelsTranslationRef } from '../../translation';
import { alertLooks } from './alertLooks';

/** Where an alert stands: one color, one icon, one word. */
export function AlertBadge(props: { state: AlertView['state'] }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const { tone, icon } = alertLooks[props.state];
  return (
    <ToneBadge tone={tone} icon={icon}>
      {t(`alerts.state.${props.state}`)}
    </ToneBadge>
  );
}
