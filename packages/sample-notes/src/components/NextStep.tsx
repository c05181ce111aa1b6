import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { joined, phraseOf } from '@countersign/plugin-governance-common';
import {
  NextPanel,
  RecordState,
  SentenceText,
} from '@countersign/plugin-governance-react';
import { NoteDetail } from '@countersign/sample-notes-common';
import { notesTranslationRef } from '../translation';
import { FinishButton } from './FinishButton';

/** What is needed next, its button, and why it is not for the reader. */
export function NextStep({ state }: { state: RecordState<NoteDetail> }) {
  const { t } = useTranslationRef(notesTranslationRef);
  const { next, actions } = state.detail;
  const mine = actions.some(action => action.allowed);
  return (
    <NextPanel
      text={<SentenceText sentence={phraseOf('text', next) ?? ''} />}
      who={next.who}
      lines={next.conditions.map(condition => ({
        id: condition.id,
        kind: condition.later ? 'later' : 'open',
        text: <SentenceText sentence={phraseOf('text', condition) ?? ''} />,
        at: condition.at,
        mend: mine ? (
          <FinishButton state={state} />
        ) : (
          <SentenceText sentence={phraseOf('remedy', condition) ?? ''} />
        ),
      }))}
      refused={actions
        .filter(action => !action.allowed)
        .map(action => ({
          actions: [{ id: action.verb, label: t(`${action.verb}.verb`) }],
          reason: (
            <SentenceText
              sentence={joined(
                [
                  phraseOf('message', action) ?? '',
                  phraseOf('remedy', action) ?? '',
                ],
                ' ',
              )}
            />
          ),
        }))}
    />
  );
}
