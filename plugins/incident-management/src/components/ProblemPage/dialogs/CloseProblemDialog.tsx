import { Text } from '@backstage/ui';
import {
  DialogProps,
  useTexts,
  VerbConfirmDialog,
} from '@countersign/plugin-governance-react';
import { incidentManagementTranslationRef } from '../../../translation';
import { useProblemPage } from '../ProblemContext';
import { useProblemVerb } from '../useProblemVerb';

/** Says what closing means. */
export function CloseProblemDialog(props: DialogProps) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { number } = useProblemPage().detail.problem;
  return (
    <VerbConfirmDialog
      title={t('problem.dialog.close', { number })}
      action={t('problem.verb.close')}
      verb={useProblemVerb('close')}
      body={{}}
      {...props}
    >
      <Text>{t('problem.lead.close')}</Text>
    </VerbConfirmDialog>
  );
}
