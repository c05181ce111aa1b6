import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import {
  RecordBody,
  RecordPage,
  RecordState,
  useRecord,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  NoteDetail,
  noteSignalChannel,
  noteStories,
} from '@countersign/sample-notes-common';
import { useMemo } from 'react';
import { useParams } from 'react-router-dom';
import { notesApiRef } from '../api';
import { rootRouteRef } from '../routes';
import { notesTranslationRef } from '../translation';
import { entryLooks } from './entryLooks';
import { NextStep } from './NextStep';
import { NoteHeader } from './NoteHeader';

const channelOf = ({ note }: NoteDetail) => noteSignalChannel(note);

/** One note: what it is, what is needed next, what happened, and the proof. */
export function NotePage() {
  const { t } = useTexts(notesTranslationRef);
  const api = useApi(notesApiRef);
  const { number = '' } = useParams();
  return (
    <RecordPage
      number={number}
      what={t('page.what')}
      notFound={t('page.notFound')}
      list={{ href: useRouteRef(rootRouteRef)?.(), text: t('all') }}
      record={useRecord(
        number,
        (shown, options) => api.getNote(shown, options),
        channelOf,
      )}
    >
      {state => <NoteContent key={number} state={state} />}
    </RecordPage>
  );
}

function NoteContent({ state }: { state: RecordState<NoteDetail> }) {
  const { t } = useTexts(notesTranslationRef);
  const api = useApi(notesApiRef);
  const { note } = state.detail;
  const { number, version } = note;
  const looks = useMemo(() => entryLooks(t), [t]);
  return (
    <RecordBody
      number={number}
      state={state}
      header={<NoteHeader note={note} />}
      rail={<NextStep state={state} />}
      timeline={{
        title: t('page.timeline'),
        version,
        load: (query, options) => api.getTimeline(number, query, options),
        looks,
      }}
      proof={{ source: api, judge: noteStories.judge }}
    />
  );
}
