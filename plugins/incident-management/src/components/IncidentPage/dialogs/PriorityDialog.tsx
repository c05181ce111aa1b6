import { useTexts, VerbTextDialog } from '@countersign/plugin-governance-react';
import { levels } from '@countersign/plugin-incident-management-common';
import { useState } from 'react';
import { incidentManagementTranslationRef } from '../../../translation';
import { PriorityFields } from '../../PriorityFields';
import { useIncidentPage } from '../IncidentContext';
import { useVerb } from '../useVerb';

/** Asks how much is hit and how soon it has to be better; less than before takes a reason. */
export function PriorityDialog(props: { isOpen: boolean; onClose(): void }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { incident } = useIncidentPage().detail;
  const { number } = incident;
  const [chosen, setChosen] = useState({
    impact: incident.impact,
    urgency: incident.urgency,
  });
  const isLower = (['impact', 'urgency'] as const).some(
    name => levels.indexOf(chosen[name]) > levels.indexOf(incident[name]),
  );
  const isSame =
    chosen.impact === incident.impact && chosen.urgency === incident.urgency;
  return (
    <VerbTextDialog
      title={t('verbs.title.prioritize', { number })}
      action={t('verbs.verb.prioritize')}
      textLabel={t('verbs.text.reason')}
      draftKey={`${number}/prioritize`}
      verb={useVerb('prioritize')}
      bodyOf={reason => ({ ...chosen, reason: reason || undefined })}
      required={isLower}
      blocked={isSame}
      {...props}
    >
      <PriorityFields value={chosen} onChange={setChosen} />
    </VerbTextDialog>
  );
}
