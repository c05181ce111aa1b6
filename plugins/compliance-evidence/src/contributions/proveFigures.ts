import {
  ListFindings,
  ListRequests,
  requestNumber,
} from '@countersign/plugin-compliance-evidence-common';
import {
  DashboardTile,
  recordEvidence,
} from '@countersign/plugin-governance-react';
import { assuranceApiRef } from '../api';

/** The evidence of the findings and requests behind figures, where they are of the whole organization and not too many. */
export const proveFigures: NonNullable<DashboardTile['prove']> = async ({
  apis,
  query,
  answer,
  signal,
}) => {
  if (query.team || query.system) return { evidence: {}, covered: [] };
  const api = apis.get(assuranceApiRef)!;
  const listOf = (figure: string) =>
    answer.figures.find(({ id }) => id === figure)?.list;
  const findings = (figures: string[]) => ({
    figures,
    records: (limit: number) =>
      api.listFindings(
        { ...(listOf(figures[0]) as ListFindings), limit },
        { signal },
      ),
  });
  return recordEvidence(
    [
      // One whose acceptance has ended is open.
      findings(['open', 'grave', 'ended']),
      findings(['accepted']),
      {
        figures: ['requests'],
        records: limit =>
          api.listRequests(
            { ...(listOf('requests') as ListRequests), limit },
            { signal },
          ),
      },
    ],
    number =>
      number.startsWith(requestNumber.prefix)
        ? api.getRequestEvidence(number, {}, { signal })
        : api.getFindingEvidence(number, {}, { signal }),
  );
};
