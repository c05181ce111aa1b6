import { TextField } from '@backstage/ui';
import {
  EntityPicker,
  useTexts,
  VerbDialog,
} from '@countersign/plugin-governance-react';
import { useState } from 'react';
import { incidentManagementTranslationRef } from '../../../translation';
import { useIncidentPage } from '../IncidentContext';
import { useVerb } from '../useVerb';
import { editOf } from './editOf';

/** Changes what is said of it. What is affected is fixed once it is resolved. */
export function EditDialog(props: { isOpen: boolean; onClose(): void }) {
  const { onClose } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const { incident } = useIncidentPage().detail;
  const { run, ...state } = useVerb('edit');
  const [values, setValues] = useState({
    title: incident.title,
    description: incident.description ?? '',
    entities: incident.entities,
  });
  const body = editOf(incident, values);
  const change = (part: Partial<typeof values>) =>
    setValues(before => ({ ...before, ...part }));
  return (
    <VerbDialog
      title={t('verbs.title.edit', { number: incident.number })}
      action={t('verbs.verb.edit')}
      textLabel={t('verbs.field.description')}
      text={values.description}
      onText={description => change({ description })}
      state={state}
      blocked={!body || values.title.trim().length < 3}
      onSubmit={async () => {
        if (body && (await run({ version: incident.version, ...body }))) {
          onClose();
        }
      }}
      {...props}
    >
      <TextField
        label={t('verbs.field.title')}
        isRequired
        maxLength={200}
        value={values.title}
        onChange={title => change({ title })}
      />
      {incident.state !== 'resolved' && (
        <EntityPicker
          label={t('verbs.field.affected')}
          kinds={['Component', 'Resource', 'API', 'System']}
          isRequired
          value={values.entities}
          onChange={entities => change({ entities })}
        />
      )}
    </VerbDialog>
  );
}
