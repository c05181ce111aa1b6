import { useApi } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button, Text } from '@backstage/ui';
import {
  useOpening,
  useTexts,
  VerbConfirmDialog,
} from '@countersign/plugin-governance-react';
import { alertSilencePermission } from '@countersign/plugin-incident-management-common';
import { alertsApiRef } from '../../api';
import { useAction } from '../../hooks/useAction';
import { incidentManagementTranslationRef } from '../../translation';

/** Ends a silence early; absent for those who may not. */
export function EndSilenceButton(props: {
  silence: { id: string; reason: string };
  /** What it keeps quiet. */
  title: string;
  onDone(): void;
}) {
  const { silence, title, onDone } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(alertsApiRef);
  const opening = useOpening();
  const { allowed } = usePermission({ permission: alertSilencePermission });
  const verb = useAction((id: string) => api.endSilence(id), onDone);
  if (!allowed) return null;
  return (
    <>
      <Button
        size="small"
        variant="tertiary"
        aria-label={t('alerts.silence.liftOf', { title })}
        onPress={opening.open}
      >
        {t('alerts.silence.lift')}
      </Button>
      <VerbConfirmDialog
        key={opening.key}
        title={t('alerts.silence.liftTitle', { reason: silence.reason })}
        action={t('alerts.silence.lift')}
        verb={verb}
        body={silence.id}
        {...opening.dialog}
      >
        <Text>{t('alerts.silence.liftLead')}</Text>
      </VerbConfirmDialog>
    </>
  );
}
