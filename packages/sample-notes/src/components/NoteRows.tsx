import { useRouteRef } from '@backstage/frontend-plugin-api';
import {
  ActorLink,
  EntityLink,
  RecordRows,
  RelativeTime,
  useTexts,
} from '@countersign/plugin-governance-react';
import { Note } from '@countersign/sample-notes-common';
import { noteRouteRef } from '../routes';
import { notesTranslationRef } from '../translation';
import { StateBadge } from './StateBadge';

/** The notes as rows, or as cards where the screen is narrow. */
export function NoteRows(props: { notes: Note[]; isStale: boolean }) {
  const { notes, isStale } = props;
  const { t } = useTexts(notesTranslationRef);
  const noteLink = useRouteRef(noteRouteRef);
  return (
    <RecordRows
      label={t('title')}
      records={notes}
      isStale={isStale}
      hrefOf={number => noteLink?.({ number })}
      card={({ state }) => <StateBadge state={state} />}
      columns={[
        {
          id: 'number',
          label: t('list.number'),
          cell: ({ number }) => number,
        },
        {
          id: 'note',
          label: t('list.note'),
          isRowHeader: true,
          cell: ({ title, entityRef }) => (
            <>
              {title} <EntityLink entityRef={entityRef} />
            </>
          ),
        },
        {
          id: 'state',
          label: t('state.label'),
          cell: ({ state }) => <StateBadge state={state} />,
        },
        {
          id: 'assignee',
          label: t('list.assignee'),
          cell: ({ assignee }) => <ActorLink actor={assignee} />,
        },
        {
          id: 'updated',
          label: t('list.updated'),
          cell: ({ updatedAt }) => <RelativeTime instant={updatedAt} />,
        },
      ]}
    />
  );
}
