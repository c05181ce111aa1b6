import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ToneBadge } from '@countersign/plugin-governance-react';
import { AlertView } from '@countersign/plugin-service-levels-common';
import { serviceLevelsTranslationRef } from '../../translation';
import { alertStateLooks, severityLooks } from './alertLooks';

/** Where an alert is in its life: one color, one icon, one word. */
export function AlertStateBadge(props: { state: AlertView['state'] }) {
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const { tone, icon } = alertStateLooks[props.state];
  return (
    <ToneBadge tone={tone} icon={icon}>
      {t(`alerts.state.${props.state}`)}
    </ToneBadge>
  );
}

/** Whether it wakes somebody. */
export function SeverityBadge(props: { severity: AlertView['severity'] }) {
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const { tone, icon } = severityLooks[props.severity];
  return (
    <ToneBadge tone={tone} icon={icon}>
      {t(`alerts.severity.${props.severity}`)}
    </ToneBadge>
  );
}
