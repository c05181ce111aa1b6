import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { NextPanel, RecordState } from '@countersign/plugin-governance-react';
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
      text={next.text}
      who={next.who}
      lines={next.conditions.map(({ id, text, at, later }) => ({
        id,
        kind: later ? 'later' : 'open',
        text,
        at,
        mend: mine && <FinishButton state={state} />,
      }))}
      refused={actions
        .filter(action => !action.allowed)
        .map(({ verb, message, remedy }) => ({
          actions: [{ id: verb, label: t(`${verb}.verb`) }],
          reason: [message, remedy].filter(Boolean).join(' '),
        }))}
    />
  );
}
