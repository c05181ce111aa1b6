import { Text, TextAreaField } from '@backstage/ui';
import {
  DialogProps,
  useDraft,
  useTexts,
  VerbDialog,
} from '@countersign/plugin-governance-react';
import { incidentManagementTranslationRef } from '../../../translation';
import { useProblemPage } from '../ProblemContext';
import { useProblemVerb } from '../useProblemVerb';

/** Asks what causes it and what helps meanwhile; what is known already stands in it. */
export function KnownErrorDialog({ isOpen, onClose }: DialogProps) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { number, cause, workaround } = useProblemPage().detail.problem;
  const [causeDraft, setCause] = useDraft(`${number}/know/cause`);
  const [helpDraft, setHelp] = useDraft(`${number}/know/workaround`);
  const said = causeDraft || cause?.text || '';
  const helps = helpDraft || workaround?.text || '';
  const { run, ...state } = useProblemVerb('know');
  return (
    <VerbDialog
      title={t('problem.dialog.know', { number })}
      action={t('problem.verb.know')}
      textLabel={t('problem.field.workaround')}
      text={helps}
      onText={setHelp}
      required
      blocked={!said.trim()}
      state={state}
      isOpen={isOpen}
      onClose={onClose}
      onSubmit={async () => {
        const body = { cause: said.trim(), workaround: helps.trim() };
        if (await run(body)) {
          setCause('');
          setHelp('');
          onClose();
        }
      }}
    >
      <Text>{t('problem.lead.know')}</Text>
      <TextAreaField
        label={t('problem.field.cause')}
        isRequired
        value={said}
        onChange={setCause}
        rows={4}
      />
    </VerbDialog>
  );
}
