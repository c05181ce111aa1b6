import { ToneBadge, useTexts } from '@countersign/plugin-governance-react';
import { incidentManagementTranslationRef } from '../../translation';
import { alertLooks, AlertStanding } from './alertLooks';

/** Whether an alert fires, or is a test of its sender. */
export function AlertStateBadge({ state }: { state: AlertStanding }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  return (
    <ToneBadge {...alertLooks[state]}>{t(`alerts.state.${state}`)}</ToneBadge>
  );
}
