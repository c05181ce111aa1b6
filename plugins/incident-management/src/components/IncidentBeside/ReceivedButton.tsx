import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { readRefusal, saveFile } from '@countersign/plugin-governance-react';
import { AlertView } from '@countersign/plugin-incident-management-common';
import { RiDownloadLine } from '@remixicon/react';
import { useState } from 'react';
import { alertsApiRef } from '../../api';
import { incidentManagementTranslationRef } from '../../translation';

/** Saves what was received when the alert began, which `countersign verify` holds against the incident's evidence. */
export function ReceivedButton(props: { alert: AlertView }) {
  const { id, title } = props.alert;
  const { t } = useTranslationRef(incidentManagementTranslationRef);
  const api = useApi(alertsApiRef);
  const toastApi = useApi(toastApiRef);
  const [isPending, setPending] = useState(false);
  const run = async () => {
    setPending(true);
    try {
      saveFile(await api.getPayloads(id), {
        name: `${id}.payloads.json`,
        type: 'application/json',
      });
    } catch (error) {
      toastApi.post({
        title: t('beside.alerts.receivedFailed'),
        description: readRefusal(error).message,
        status: 'danger',
      });
    } finally {
      setPending(false);
    }
  };
  return (
    <Button
      size="small"
      variant="tertiary"
      iconStart={<RiDownloadLine />}
      aria-label={t('beside.alerts.receivedOf', { title })}
      isPending={isPending}
      onPress={run}
    >
      {t('beside.alerts.received')}
    </Button>
  );
}
