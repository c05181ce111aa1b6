import {
  recordPath,
  TimelineSource,
} from '@countersign/plugin-governance-react';
import { notesApiRef } from '../api';
import { StateBadge } from '../components/StateBadge';
import { noteRouteRef } from '../routes';

/** The notes of an entity that something happened to lately. */
export const loadTimeline: TimelineSource['load'] = async ({
  apis,
  signal,
  entityRef,
  limit,
}) => {
  const { items } = await apis
    .get(notesApiRef)!
    .listNotes({ entityRef: [entityRef], limit }, { signal });
  return {
    entries: items.map(({ number, title, state, updatedAt }) => ({
      id: number,
      at: updatedAt,
      record: number,
      href: recordPath(apis, noteRouteRef, number),
      title,
      state: <StateBadge state={state} />,
    })),
  };
};
