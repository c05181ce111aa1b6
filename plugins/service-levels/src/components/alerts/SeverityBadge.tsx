import { ToneBadge, useTexts } from '@countersign/plugin-governance-react';
import { AlertView } from '@countersign/plugin-service-levels-common';
import { serviceLevelsTranslationRef } from '../../translation';
import { severityLooks } from './severityLooks';

/** Whether it wakes somebody. */
export function SeverityBadge(props: { severity: AlertView['severity'] }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const { tone, icon } = severityLooks[props.severity];
  return (
    <ToneBadge tone={tone} icon={icon}>
      {t(`alerts.severity.${props.severity}`)}
    </ToneBadge>
  );
}
