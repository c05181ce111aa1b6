import { useApi } from '@backstage/frontend-plugin-api';
import { SaveButton, useTexts } from '@countersign/plugin-governance-react';
import { AlertView } from '@countersign/plugin-incident-management-common';
import { alertsApiRef } from '../../api';
import { incidentManagementTranslationRef } from '../../translation';

/** Saves what was received when the alert began, which `countersign verify` holds against the incident's evidence. */
export function ReceivedButton(props: { alert: AlertView }) {
  const { id, title } = props.alert;
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(alertsApiRef);
  return (
    <SaveButton
      file={{ name: `${id}.payloads.json`, type: 'application/json' }}
      load={() => api.getPayloads(id)}
      label={t('beside.alerts.received')}
      fullLabel={t('beside.alerts.receivedOf', { title })}
      failed={t('beside.alerts.receivedFailed')}
    />
  );
}
