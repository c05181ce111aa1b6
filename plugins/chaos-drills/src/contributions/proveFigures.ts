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
  const { items, nextCursor } = await api.listDrills(
    {
      state: ['ended'],
      endedFrom: query.previousFrom,
      endedTo: query.to,
      limit: MOST_PROVEN,
    },
    { signal },
  );
  if (nextCursor !== undefined) return {};
  return recordEvidence(
    items.map(({ number }) => number),
    number => api.getEvidence(number, {}, { signal }),
  );
};
