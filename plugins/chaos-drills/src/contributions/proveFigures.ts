import {
  DashboardTile,
  recordEvidence,
} from '@countersign/plugin-governance-react';
import { chaosDrillsApiRef } from '../api';

/** The evidence of the drills that ended in both periods, where they are of the whole organization and not too many. */
export const proveFigures: NonNullable<DashboardTile['prove']> = async ({
  apis,
  query,
  signal,
}) => {
  if (query.team || query.system) return { evidence: {}, covered: [] };
  const api = apis.get(chaosDrillsApiRef)!;
  return recordEvidence(
    [
      {
        figures: ['ended', 'passed', 'missed'],
        records: limit =>
          api.listDrills(
            {
              state: ['ended'],
              endedFrom: query.previousFrom,
              endedTo: query.to,
              limit,
            },
            { signal },
          ),
      },
    ],
    number => api.getEvidence(number, {}, { signal }),
  );
};
