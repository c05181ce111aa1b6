import { phraseOf, reasonOf } from '@countersign/plugin-governance-common';
import {
  conditionLine,
  NextPanel,
  RecordState,
  SentenceText,
  useTexts,
} from '@countersign/plugin-governance-react';
import { NoteDetail } from '@countersign/sample-notes-common';
import { notesTranslationRef } from '../translation';
import { FinishButton } from './FinishButton';

/** What is needed next, its button, and why it is not for the reader. */
export function NextStep({ state }: { state: RecordState<NoteDetail> }) {
  const { t } = useTexts(notesTranslationRef);
  const { next, actions } = state.detail;
  const mine = actions.some(action => action.allowed);
  return (
    <NextPanel
      text={<SentenceText sentence={phraseOf('text', next) ?? ''} />}
      who={next.who}
      lines={next.conditions.map(condition =>
        conditionLine(
          condition,
          mine ? (
            <FinishButton state={state} />
          ) : (
            <SentenceText sentence={phraseOf('remedy', condition) ?? ''} />
          ),
        ),
      )}
      refused={actions
        .filter(action => !action.allowed)
        .map(action => ({
          actions: [{ id: action.verb, label: t(`${action.verb}.verb`) }],
          reason: <SentenceText sentence={reasonOf(action)} />,
        }))}
    />
  );
}
