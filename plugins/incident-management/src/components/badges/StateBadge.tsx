import { ToneBadge, useTexts } from '@countersign/plugin-governance-react';
import { IncidentState } from '@countersign/plugin-incident-management-common';
import { incidentManagementTranslationRef } from '../../translation';
import { stateLooks } from './stateLooks';

/** Where an incident stands: one color, one icon, one word. */
export function StateBadge(props: { state: IncidentState }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { tone, icon } = stateLooks[props.state];
  return (
    <ToneBadge tone={tone} icon={icon}>
      {t(`shared.state.${props.state}`)}
    </ToneBadge>
  );
}
