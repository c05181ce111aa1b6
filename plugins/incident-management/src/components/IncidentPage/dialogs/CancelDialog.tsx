import { Radio, RadioGroup, Text } from '@backstage/ui';
import { useTexts, VerbTextDialog } from '@countersign/plugin-governance-react';
import {
  CancelReason,
  cancelReasons,
} from '@countersign/plugin-incident-management-common';
import { useState } from 'react';
import { incidentManagementTranslationRef } from '../../../translation';
import { useIncidentPage } from '../IncidentContext';
import { useVerb } from '../useVerb';

/** Asks why it was none. */
export function CancelDialog(props: { isOpen: boolean; onClose(): void }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { number } = useIncidentPage().detail.incident;
  const [reason, setReason] = useState<CancelReason>();
  return (
    <VerbTextDialog
      title={t('verbs.title.cancel', { number })}
      action={t('verbs.verb.cancel')}
      textLabel={t('verbs.text.words')}
      draftKey={`${number}/cancel`}
      verb={useVerb('cancel')}
      bodyOf={text => reason && { reason, text }}
      required
      blocked={!reason}
      destructive
      {...props}
    >
      <Text>{t('verbs.lead.cancel')}</Text>
      <RadioGroup
        label={t('verbs.field.why')}
        isRequired
        value={reason ?? null}
        onChange={value => setReason(cancelReasons.find(id => id === value))}
      >
        {cancelReasons.map(id => (
          <Radio key={id} value={id}>
            {t(`verbs.cancel.${id}`)}
          </Radio>
        ))}
      </RadioGroup>
    </VerbTextDialog>
  );
}
