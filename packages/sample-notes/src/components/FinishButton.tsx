import { useApi } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import {
  changedFields,
  RecordState,
  useTexts,
  useVerb,
  VerbTextDialog,
} from '@countersign/plugin-governance-react';
import { FinishNote, Note, NoteDetail } from '@countersign/sample-notes-common';
import { useState } from 'react';
import { notesApiRef } from '../api';
import { notesTranslationRef } from '../translation';

/** What a reader may have relied on. */
const watched = {
  state: (note: Note) => note.state,
  title: (note: Note) => note.title,
};

/** Asks what came of it, and finishes the note. Closed and opened again, it still holds the words. */
export function FinishButton({ state }: { state: RecordState<NoteDetail> }) {
  const { t } = useTexts(notesTranslationRef);
  const api = useApi(notesApiRef);
  const { number, version } = state.detail.note;
  const verb = useVerb<NoteDetail, FinishNote>(state, {
    act: (body, options) => api.finishNote(number, body, options),
    differences: (before, after) =>
      changedFields(watched, before.note, after.note),
  });
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" onPress={() => setOpen(true)}>
        {t('finish.verb')}
      </Button>
      <VerbTextDialog
        title={t('finish.title', { number })}
        action={t('finish.verb')}
        textLabel={t('finish.outcome')}
        draftKey={`${number}/finish`}
        verb={verb}
        bodyOf={outcome => ({ version, outcome })}
        required
        isOpen={isOpen}
        onClose={() => setOpen(false)}
      />
    </>
  );
}
