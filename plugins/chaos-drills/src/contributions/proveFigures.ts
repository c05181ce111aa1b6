import {
  DashboardTile,
  MOST_PROVEN,
  recordEvidence,
} from '@countersign/plugin-governance-react';
import { chaosDrillsApiRef } from '../api';

/** The evidence of the drills that ended in both periods, where they are of the whole organization and not too many. */
export const proveFigures: NonNullable<DashboardTile['prove']> = async ({
  apis,
  query,
  signal,
}) => {
  if (query.team || query.system) return {};
  const api = apis.get(chaosDrillsApiRef)!;
  const records = await api.listDrills(
    {
      state: ['ended'],
      endedFrom: query.previousFrom,
      endedTo: query.to,
      limit: MOST_PROVEN,
    },
    { signal },
  );
  return recordEvidence(records, number =>
    api.getEvidence(number, {}, { signal }),
  );
};
