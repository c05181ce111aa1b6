import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Cell,
  Column,
  Row,
  TableBody,
  TableHeader,
  TableRoot,
} from '@backstage/ui';
import {
  ActorLink,
  EntityLink,
  RecordCell,
  RecordTable,
  RelativeTime,
} from '@countersign/plugin-governance-react';
import { Note } from '@countersign/sample-notes-common';
import { noteRouteRef } from '../routes';
import { notesTranslationRef } from '../translation';
import { StateBadge } from './StateBadge';

/** Dense rows with a header that stays in sight; what a row cannot show stays in its cell. */
export function NotesTable(props: { notes: Note[]; isStale: boolean }) {
  const { notes, isStale } = props;
  const { t } = useTranslationRef(notesTranslationRef);
  const noteLink = useRouteRef(noteRouteRef);
  return (
    <RecordTable>
      <TableRoot aria-label={t('title')} stale={isStale}>
        <TableHeader>
          <Column id="number">{t('list.number')}</Column>
          <Column id="note" isRowHeader>
            {t('list.note')}
          </Column>
          <Column id="state">{t('state.label')}</Column>
          <Column id="assignee">{t('list.assignee')}</Column>
          <Column id="updated">{t('list.updated')}</Column>
        </TableHeader>
        <TableBody items={notes} dependencies={[isStale]}>
          {note => (
            <Row
              id={note.number}
              textValue={`${note.number} ${note.title}`}
              href={noteLink?.({ number: note.number })}
            >
              <Cell>{note.number}</Cell>
              <RecordCell name={note.number}>
                {note.title} <EntityLink entityRef={note.entityRef} />
              </RecordCell>
              <RecordCell name={note.number}>
                <StateBadge state={note.state} />
              </RecordCell>
              <RecordCell name={note.number}>
                <ActorLink actor={note.assignee} />
              </RecordCell>
              <RecordCell name={note.number}>
                <RelativeTime instant={note.updatedAt} />
              </RecordCell>
            </Row>
          )}
        </TableBody>
      </TableRoot>
    </RecordTable>
  );
}
