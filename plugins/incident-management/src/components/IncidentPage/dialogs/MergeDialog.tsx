import { Radio, RadioGroup, Text, TextField } from '@backstage/ui';
import { useTexts, VerbTextDialog } from '@countersign/plugin-governance-react';
import {
  incidentNumber,
  mergeKinds,
} from '@countersign/plugin-incident-management-common';
import { useState } from 'react';
import { incidentManagementTranslationRef } from '../../../translation';
import { useIncidentPage } from '../IncidentContext';
import { useVerb } from '../useVerb';

/** Asks for the incident that this one becomes a part of. */
export function MergeDialog(props: { isOpen: boolean; onClose(): void }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { number } = useIncidentPage().detail.incident;
  const [into, setInto] = useState('');
  const [as, setAs] = useState<(typeof mergeKinds)[number]>('duplicate');
  const other = incidentNumber.schema.safeParse(into.trim().toUpperCase());
  return (
    <VerbTextDialog
      title={t('verbs.title.merge', { number })}
      action={t('verbs.verb.merge')}
      textLabel={t('verbs.text.reason')}
      draftKey={`${number}/merge`}
      verb={useVerb('merge')}
      bodyOf={reason =>
        other.success ? { into: other.data, as, reason } : undefined
      }
      required
      blocked={!other.success}
      {...props}
    >
      <Text>{t('verbs.lead.merge')}</Text>
      <TextField
        label={t('verbs.field.into')}
        description={t('verbs.field.intoHint')}
        isRequired
        value={into}
        onChange={setInto}
      />
      <RadioGroup
        label={t('verbs.field.kind')}
        value={as}
        onChange={value =>
          setAs(mergeKinds.find(id => id === value) ?? 'duplicate')
        }
      >
        {mergeKinds.map(id => (
          <Radio key={id} value={id}>
            {t(`verbs.field.${id}`)}
          </Radio>
        ))}
      </RadioGroup>
    </VerbTextDialog>
  );
}
