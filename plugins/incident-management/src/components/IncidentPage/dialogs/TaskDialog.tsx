import {
  EntityPicker,
  useTexts,
  VerbTextDialog,
} from '@countersign/plugin-governance-react';
import { useState } from 'react';
import { incidentManagementTranslationRef } from '../../../translation';
import { useIncidentPage } from '../IncidentContext';
import { useVerb } from '../useVerb';

/** Asks what is to be done, and who does it where that is known. */
export function TaskDialog(props: { isOpen: boolean; onClose(): void }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { number } = useIncidentPage().detail.incident;
  const [[owner], setOwners] = useState<string[]>([]);
  return (
    <VerbTextDialog
      title={t('incident.task.add')}
      action={t('verbs.verb.add-task')}
      textLabel={t('incident.task.text')}
      draftKey={`${number}/add-task`}
      verb={useVerb('add-task')}
      bodyOf={text => ({ text, owner })}
      required
      {...props}
    >
      <EntityPicker
        label={t('incident.task.owner')}
        kinds={['User']}
        single
        value={owner ? [owner] : []}
        onChange={setOwners}
      />
    </VerbTextDialog>
  );
}
