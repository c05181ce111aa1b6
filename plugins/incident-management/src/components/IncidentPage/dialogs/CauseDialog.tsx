import { Text } from '@backstage/ui';
import { useTexts, VerbTextDialog } from '@countersign/plugin-governance-react';
import { incidentManagementTranslationRef } from '../../../translation';
import { useIncidentPage } from '../IncidentContext';
import { useVerb } from '../useVerb';

/** Asks how somebody knows that a change caused it. */
export function CauseDialog(props: {
  change: string;
  isOpen: boolean;
  onClose(): void;
}) {
  const { change, ...dialog } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const { number } = useIncidentPage().detail.incident;
  return (
    <VerbTextDialog
      title={t('incident.suspects.confirm', { change })}
      action={t('verbs.verb.confirm-cause')}
      textLabel={t('verbs.text.reason')}
      draftKey={`${number}/confirm-cause/${change}`}
      verb={useVerb('confirm-cause')}
      bodyOf={reason => ({ change, reason })}
      required
      {...dialog}
    >
      <Text>{t('verbs.lead.cause')}</Text>
    </VerbTextDialog>
  );
}
