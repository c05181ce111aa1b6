import { Alert } from '@backstage/ui';
import {
  asSentence,
  joined,
  listOfProblems,
} from '@countersign/plugin-governance-common';
import {
  SentenceText,
  ServerRefusal,
  useTexts,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { hasField } from './useRefusedFields';

/** Why nothing was saved. What stands beside its field is not said again. */
export function FormRefusal({ refusal }: { refusal: ServerRefusal }) {
  const { t } = useTexts(changeManagementTranslationRef);
  const { message, problems } = refusal;
  const inForm = problems.filter(({ field }) => hasField(field));
  const said = [
    // An error that lists its problems says nothing else.
    ...(message === listOfProblems(problems) ? [] : [message]),
    ...problems
      .filter(({ field }) => !hasField(field))
      .map(problem => listOfProblems([problem])),
  ];
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={t('form.failed')}
      description={
        <SentenceText
          sentence={joined(
            [
              ...said.map(asSentence),
              t(inForm.length ? 'form.failedFields' : 'form.failedLead'),
            ],
            ' ',
          )}
        />
      }
    />
  );
}
