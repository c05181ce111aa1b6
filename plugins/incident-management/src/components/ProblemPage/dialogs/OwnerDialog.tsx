import {
  DialogProps,
  PersonDialog,
  useTexts,
} from '@countersign/plugin-governance-react';
import { incidentManagementTranslationRef } from '../../../translation';
import { useProblemPage } from '../ProblemContext';
import { useProblemVerb } from '../useProblemVerb';

/** Asks who sees to it; nobody where the field is empty. */
export function OwnerDialog(dialog: DialogProps) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { number, owner } = useProblemPage().detail.problem;
  return (
    <PersonDialog
      {...dialog}
      title={t('problem.dialog.assign', { number })}
      action={t('problem.verb.assign')}
      label={t('problem.field.person')}
      description={t('problem.field.personHint')}
      person={owner}
      verb={useProblemVerb('assign')}
    />
  );
}
