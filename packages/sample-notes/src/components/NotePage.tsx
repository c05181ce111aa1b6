import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import {
  ProofPanel,
  RecordColumns,
  RecordPage,
  RecordState,
  TimelinePanel,
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
  const { detail, generation } = state;
  const { number, version } = detail.note;
  const looks = useMemo(() => entryLooks(t), [t]);
  return (
    <>
      <NoteHeader note={detail.note} />
      <RecordColumns
        main={
          <TimelinePanel
            title={t('page.timeline')}
            fetchKey={`${number}/${version}/${generation}`}
            loadPage={(query, options) =>
              api.getTimeline(number, query, options)
            }
            looks={looks}
          />
        }
        rail={
          <>
            <NextStep state={state} />
            <ProofPanel
              number={number}
              source={api}
              generation={generation}
              judge={noteStories.judge}
            />
          </>
        }
      />
    </>
  );
}
