import { Text } from '@backstage/ui';
import {
  DialogProps,
  TextInput,
  useTexts,
  VerbTextDialog,
} from '@countersign/plugin-governance-react';
import { problemNumber } from '@countersign/plugin-incident-management-common';
import { useState } from 'react';
import { incidentManagementTranslationRef } from '../../../translation';
import { useProblemPage } from '../ProblemContext';
import { useProblemVerb } from '../useProblemVerb';

/** Asks for the problem that this one is the same as. */
export function DuplicateDialog(props: DialogProps) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { number } = useProblemPage().detail.problem;
  const [typed, setTyped] = useState('');
  const of = problemNumber.schema.safeParse(typed.trim().toUpperCase()).data;
  return (
    <VerbTextDialog
      title={t('problem.dialog.duplicate', { number })}
      action={t('problem.verb.duplicate')}
      textLabel={t('problem.text.duplicate')}
      draftKey={`${number}/duplicate`}
      verb={useProblemVerb('duplicate')}
      bodyOf={text => (of === undefined ? undefined : { of, text })}
      required
      blocked={of === undefined}
      {...props}
    >
      <Text>{t('problem.lead.duplicate')}</Text>
      <TextInput
        label={t('problem.field.of')}
        description={t('problem.field.ofHint')}
        isRequired
        value={typed}
        onChange={setTyped}
      />
    </VerbTextDialog>
  );
}
