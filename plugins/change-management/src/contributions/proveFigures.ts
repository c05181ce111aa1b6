import { ListChangesQuery } from '@countersign/plugin-change-management-common';
import {
  DashboardTile,
  MOST_PROVEN,
  recordEvidence,
} from '@countersign/plugin-governance-react';
import { changeManagementApiRef } from '../api';

/** The evidence of the changes that were closed in both periods, where they are of the whole organization and not too many. */
export const proveFigures: NonNullable<DashboardTile['prove']> = async ({
  apis,
  query,
  answer,
  signal,
}) => {
  const list = answer.figures.find(({ id }) => id === 'closed')?.list;
  if (!list || query.team || query.system) return {};
  const api = apis.get(changeManagementApiRef)!;
  const records = await api.listChanges(
    {
      ...(list as ListChangesQuery),
      closedFrom: query.previousFrom,
      closedTo: query.to,
      limit: MOST_PROVEN,
    },
    { signal },
  );
  return recordEvidence(records, number =>
    api.getEvidence(number, {}, { signal }),
  );
};
