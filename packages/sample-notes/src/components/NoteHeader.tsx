import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import {
  ActorLink,
  EntityLink,
  RecordHeader,
  RecordMeta,
  StepMark,
  Stepper,
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
  const at = noteStates.indexOf(note.state);
  return (
    <RecordHeader
      number={note.number}
      title={note.title}
      ways={list && <Link href={list}>← {t('all')}</Link>}
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
        steps={noteStates.map((id, i) => ({
          id,
          label: t(`state.${id}`),
          icon: stateLooks[id].icon,
          mark: markOf(i, at),
          current: i === at,
        }))}
      />
    </RecordHeader>
  );
}

function markOf(step: number, at: number): StepMark {
  if (step > at) return 'later';
  return step < at ? 'done' : 'now';
}
