import { MarkSource } from '@countersign/plugin-governance-react';
import { changeManagementApiRef } from '../api';
import { pathsOf } from './pathsOf';

/** The states of a change that was begun, at least. */
const CARRIED_OUT = ['implement', 'review', 'closed'] as const;
/** More than these nobody tells apart on a chart. */
const MOST = 100;

/** The changes of an entity that were carried out in a time, by their windows. */
export const loadMarks: MarkSource['load'] = async ({
  apis,
  signal,
  entityRef,
  from,
  to,
}) => {
  const paths = pathsOf(apis);
  const { items } = await apis.get(changeManagementApiRef)!.listChanges(
    {
      item: [entityRef],
      state: [...CARRIED_OUT],
      windowFrom: from,
      windowTo: to,
      sort: 'window',
      limit: MOST,
    },
    { signal },
  );
  return items.flatMap(({ number, title, window }) =>
    window
      ? [
          {
            ...{ id: number, record: number, title },
            ...{ at: window.start, end: window.end },
            href: paths.change(number),
          },
        ]
      : [],
  );
};
