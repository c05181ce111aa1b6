import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { VerbConfirmDialog } from '@countersign/plugin-governance-react';
import { incidentManagementTranslationRef } from '../../../translation';
import { useProblemPage } from '../ProblemContext';
import { useProblemVerb } from '../useProblemVerb';
import { DialogProps } from './DialogProps';

/** Says what closing means. */
export function CloseProblemDialog(props: DialogProps) {
  const { t } = useTranslationRef(incidentManagementTranslationRef);
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
