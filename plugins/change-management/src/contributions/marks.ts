import { ChangeSummary } from '@countersign/plugin-change-management-common';
import { Mark, MarkSource } from '@countersign/plugin-governance-react';
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
  return changeMarks(items, paths);
};

/** Those of some changes that were carried out, by their windows. */
export function changeMarks(
  changes: readonly ChangeSummary[],
  paths: Pick<ReturnType<typeof pathsOf>, 'change'>,
): Mark[] {
  return changes.flatMap(({ number, title, window, state }) =>
    window && CARRIED_OUT.some(each => each === state)
      ? [
          {
            ...{ id: number, record: number, title },
            ...{ at: window.start, end: window.end },
            href: paths.change(number),
          },
        ]
      : [],
  );
}
