import { useRouteRef } from '@backstage/frontend-plugin-api';
import {
  ActorLink,
  EntityLink,
  RecordHeader,
  RecordMeta,
  Stepper,
  stepsThrough,
  useTexts,
} from '@countersign/plugin-governance-react';
import { Note, noteStates } from '@countersign/sample-notes-common';
import { rootRouteRef } from '../routes';
import { notesTranslationRef } from '../translation';
import { StateBadge, stateLooks } from './StateBadge';

/** What this is, what state it is in, about what and for whom. */
export function NoteHeader({ note }: { note: Note }) {
  const { t } = useTexts(notesTranslationRef);
  const list = useRouteRef(rootRouteRef)?.();
  return (
    <RecordHeader
      number={note.number}
      title={note.title}
      list={{ href: list, text: t('all') }}
      chips={
        <>
          <StateBadge state={note.state} />
          <EntityLink entityRef={note.entityRef} />
        </>
      }
    >
      <RecordMeta>
        {t('page.by')} <ActorLink actor={note.author} /> {t('page.for')}{' '}
        <ActorLink actor={note.assignee} />
      </RecordMeta>
      <Stepper
        label={t('page.steps')}
        steps={stepsThrough(noteStates, note.state, id => ({
          label: t(`state.${id}`),
          icon: stateLooks[id].icon,
        }))}
      />
    </RecordHeader>
  );
}
