import { InboxSource, recordPath } from '@countersign/plugin-governance-react';
import { notesApiRef } from '../api';
import { StateBadge } from '../components/StateBadge';
import { noteRouteRef } from '../routes';

/** The notes that are the reader's to do. */
export const loadInbox: InboxSource['load'] = async ({
  apis,
  signal,
  user,
}) => {
  const { items } = await apis
    .get(notesApiRef)!
    .listNotes({ state: ['open'], assignee: [user] }, { signal });
  return {
    items: items.map(({ number, title, state, createdAt }) => ({
      id: number,
      record: number,
      href: recordPath(apis, noteRouteRef, number),
      title,
      task: <StateBadge state={state} />,
      since: createdAt,
    })),
  };
};
