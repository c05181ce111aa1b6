import {
  EntityPicker,
  useTexts,
  VerbDialog,
} from '@countersign/plugin-governance-react';
import { useState } from 'react';
import { incidentManagementTranslationRef } from '../../../translation';
import { useProblemPage } from '../ProblemContext';
import { useProblemVerb } from '../useProblemVerb';
import { DialogProps } from './DialogProps';

/** Asks who sees to it; nobody where the field is empty. */
export function OwnerDialog({ isOpen, onClose }: DialogProps) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { number, owner } = useProblemPage().detail.problem;
  const [[person], setPeople] = useState<string[]>(owner ? [owner] : []);
  const { run, ...state } = useProblemVerb('assign');
  return (
    <VerbDialog
      title={t('problem.dialog.assign', { number })}
      action={t('problem.verb.assign')}
      state={state}
      blocked={person === owner}
      isOpen={isOpen}
      onClose={onClose}
      onSubmit={async () => {
        if (await run({ person })) onClose();
      }}
    >
      <EntityPicker
        label={t('problem.field.person')}
        description={t('problem.field.personHint')}
        kinds={['User']}
        single
        value={person ? [person] : []}
        onChange={setPeople}
      />
    </VerbDialog>
  );
}
