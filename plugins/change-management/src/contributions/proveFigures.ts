import { ListChangesQuery } from '@countersign/plugin-change-management-common';
import {
  DashboardTile,
  recordEvidence,
} from '@countersign/plugin-governance-react';
import { changeManagementApiRef } from '../api';

/** What stands now: each figure rests on its own list. */
const ofNow = ['waiting', 'overdue', 'thisWeek', 'nextWeek'];

/** The evidence of the changes behind each figure, where they are of the whole organization and not too many. */
export const proveFigures: NonNullable<DashboardTile['prove']> = async ({
  apis,
  query,
  answer,
  signal,
}) => {
  if (query.team || query.system) return { evidence: {}, covered: [] };
  const api = apis.get(changeManagementApiRef)!;
  const { previousFrom, to } = query;
  const behind = (figure: string, both: ListChangesQuery = {}) => {
    const list = answer.figures.find(({ id }) => id === figure)?.list;
    return {
      figures: list ? [figure] : [],
      records: async (limit: number) =>
        list
          ? api.listChanges(
              { ...(list as ListChangesQuery), ...both, limit },
              { signal },
            )
          : { items: [] },
    };
  };
  const closed = behind('closed', { closedFrom: previousFrom, closedTo: to });
  return recordEvidence(
    [
      {
        ...closed,
        figures: closed.figures.flatMap(figure => [figure, 'successRate']),
      },
      ...ofNow.map(figure => behind(figure)),
      behind('emergencyShare', {
        submittedFrom: previousFrom,
        submittedTo: to,
      }),
    ],
    number => api.getEvidence(number, {}, { signal }),
  );
};
