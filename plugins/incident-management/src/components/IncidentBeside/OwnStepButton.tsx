import { Button } from '@backstage/ui';
import {
  useOpening,
  useTexts,
  VerbTextDialog,
} from '@countersign/plugin-governance-react';
import { incidentManagementTranslationRef } from '../../translation';
import { useIncidentPage } from '../IncidentPage/IncidentContext';
import { useVerb } from '../IncidentPage/useVerb';

/** Says that something was done that stands in no runbook. */
export function OwnStepButton() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { number } = useIncidentPage().detail.incident;
  const verb = useVerb('tick-step');
  const opening = useOpening();
  return (
    <>
      <Button size="small" variant="tertiary" onPress={opening.open}>
        {t('beside.steps.add')}
      </Button>
      <VerbTextDialog
        key={opening.key}
        title={t('beside.steps.addTitle')}
        action={t('beside.steps.add')}
        textLabel={t('beside.steps.text')}
        draftKey={`${number}/tick-step`}
        verb={verb}
        bodyOf={step => ({ step })}
        required
        {...opening.dialog}
      />
    </>
  );
}
