import { Text } from '@backstage/ui';
import {
  useTexts,
  VerbConfirmDialog,
} from '@countersign/plugin-governance-react';
import { incidentManagementTranslationRef } from '../../../translation';
import { useIncidentPage } from '../IncidentContext';
import { useVerb } from '../useVerb';

/** Says what closing fixes. */
export function CloseDialog(props: { isOpen: boolean; onClose(): void }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { number } = useIncidentPage().detail.incident;
  return (
    <VerbConfirmDialog
      title={t('verbs.title.close', { number })}
      action={t('verbs.verb.close')}
      verb={useVerb('close')}
      body={{}}
      {...props}
    >
      <Text>{t('verbs.lead.close')}</Text>
    </VerbConfirmDialog>
  );
}
