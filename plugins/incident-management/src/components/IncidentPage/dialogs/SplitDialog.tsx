import { Checkbox, CheckboxGroup, Text, TextField } from '@backstage/ui';
import { useTexts, VerbTextDialog } from '@countersign/plugin-governance-react';
import { useState } from 'react';
import { incidentManagementTranslationRef } from '../../../translation';
import { useIncidentPage } from '../IncidentContext';
import { useVerb } from '../useVerb';

/** Asks which of what is hit is another incident. */
export function SplitDialog(props: { isOpen: boolean; onClose(): void }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { number, entities } = useIncidentPage().detail.incident;
  const [chosen, setChosen] = useState<string[]>([]);
  const [title, setTitle] = useState('');
  return (
    <VerbTextDialog
      title={t('verbs.title.split', { number })}
      action={t('verbs.verb.split')}
      textLabel={t('verbs.text.reason')}
      draftKey={`${number}/split`}
      verb={useVerb('split')}
      bodyOf={reason => ({ title: title.trim(), entities: chosen, reason })}
      required
      blocked={
        title.trim().length < 3 ||
        !chosen.length ||
        chosen.length === entities.length
      }
      {...props}
    >
      <Text>{t('verbs.lead.split')}</Text>
      <TextField
        label={t('verbs.field.splitTitle')}
        isRequired
        maxLength={200}
        value={title}
        onChange={setTitle}
      />
      <CheckboxGroup
        label={t('verbs.field.entities')}
        value={chosen}
        onChange={setChosen}
      >
        {entities.map(ref => (
          <Checkbox key={ref} value={ref}>
            {ref}
          </Checkbox>
        ))}
      </CheckboxGroup>
    </VerbTextDialog>
  );
}
