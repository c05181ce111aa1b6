import { problemBodies } from '@countersign/plugin-incident-management-common';
import { DialogProps, useTexts } from '@countersign/plugin-governance-react';
import { incidentManagementTranslationRef } from '../../../translation';
import { useProblemPage } from '../ProblemContext';
import { useProblemVerb } from '../useProblemVerb';
import { NumberDialog } from './NumberDialog';

/** Asks for an incident that it is seen by. */
export function LinkIncidentDialog(props: DialogProps) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { number } = useProblemPage().detail.problem;
  return (
    <NumberDialog
      title={t('problem.dialog.link-incident', { number })}
      action={t('problem.verb.link-incident')}
      label={t('problem.field.incident')}
      hint={t('problem.field.incidentHint')}
      verb={useProblemVerb('link-incident')}
      bodyOf={incident =>
        problemBodies['link-incident'].safeParse({ incident }).data
      }
      {...props}
    />
  );
}
