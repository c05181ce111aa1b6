import { problemBodies } from '@countersign/plugin-incident-management-common';
import { DialogProps, useTexts } from '@countersign/plugin-governance-react';
import { incidentManagementTranslationRef } from '../../../translation';
import { useProblemPage } from '../ProblemContext';
import { useProblemVerb } from '../useProblemVerb';
import { NumberDialog } from './NumberDialog';

/** Asks for the change that fixes it. */
export function PlanFixDialog(props: DialogProps) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { number, fix } = useProblemPage().detail.problem;
  return (
    <NumberDialog
      title={t('problem.dialog.plan-fix', { number })}
      action={t('problem.verb.plan-fix')}
      lead={t('problem.lead.plan-fix')}
      label={t('problem.field.change')}
      hint={t('problem.field.changeHint')}
      initial={fix?.number}
      verb={useProblemVerb('plan-fix')}
      bodyOf={change => problemBodies['plan-fix'].safeParse({ change }).data}
      {...props}
    />
  );
}
