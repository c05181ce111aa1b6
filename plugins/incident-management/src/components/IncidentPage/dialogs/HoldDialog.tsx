import { Radio, RadioGroup } from '@backstage/ui';
import { useTexts, VerbTextDialog } from '@countersign/plugin-governance-react';
import {
  HoldReason,
  holdReasons,
} from '@countersign/plugin-incident-management-common';
import { useState } from 'react';
import { incidentManagementTranslationRef } from '../../../translation';
import { useIncidentPage } from '../IncidentContext';
import { useVerb } from '../useVerb';

/** Asks what it waits for. */
export function HoldDialog(props: { isOpen: boolean; onClose(): void }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { number } = useIncidentPage().detail.incident;
  const [reason, setReason] = useState<HoldReason>();
  return (
    <VerbTextDialog
      title={t('verbs.title.hold', { number })}
      action={t('verbs.verb.hold')}
      textLabel={t('verbs.text.notes')}
      draftKey={`${number}/hold`}
      verb={useVerb('hold')}
      bodyOf={text => reason && { reason, text: text || undefined }}
      blocked={!reason}
      {...props}
    >
      <RadioGroup
        label={t('verbs.field.waitsFor')}
        isRequired
        value={reason ?? null}
        onChange={value => setReason(holdReasons.find(id => id === value))}
      >
        {holdReasons.map(id => (
          <Radio key={id} value={id}>
            {t(`verbs.hold.${id}`)}
          </Radio>
        ))}
      </RadioGroup>
    </VerbTextDialog>
  );
}
