import {
  DialogProps,
  TextInput,
  useTexts,
  VerbDialog,
} from '@countersign/plugin-governance-react';
import { useState } from 'react';
import { incidentManagementTranslationRef } from '../../../translation';
import { useProblemPage } from '../ProblemContext';
import { useProblemVerb } from '../useProblemVerb';

/** Changes what is said of it. */
export function EditProblemDialog({ isOpen, onClose }: DialogProps) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { problem } = useProblemPage().detail;
  const [title, setTitle] = useState(problem.title);
  const [description, setDescription] = useState(problem.description ?? '');
  const { run, ...state } = useProblemVerb('edit');
  const edited = {
    ...(title.trim() !== problem.title && { title: title.trim() }),
    ...(description !== (problem.description ?? '') && { description }),
  };
  return (
    <VerbDialog
      title={t('problem.dialog.edit', { number: problem.number })}
      action={t('problem.verb.edit')}
      textLabel={t('problem.field.description')}
      text={description}
      onText={setDescription}
      blocked={title.trim().length < 3 || Object.keys(edited).length === 0}
      state={state}
      isOpen={isOpen}
      onClose={onClose}
      onSubmit={async () => {
        if (await run({ version: problem.version, ...edited })) onClose();
      }}
    >
      <TextInput
        label={t('problem.field.title')}
        isRequired
        value={title}
        onChange={setTitle}
      />
    </VerbDialog>
  );
}
