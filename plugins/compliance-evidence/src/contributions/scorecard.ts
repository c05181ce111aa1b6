import { Finding } from '@countersign/plugin-compliance-evidence-common';
import {
  listPath,
  ScorecardAnswer,
  ScorecardCheck,
} from '@countersign/plugin-governance-react';
import { entityScopeKey, evidenceApiRef } from '../api';
import { findingsRouteRef } from '../routes';

/** Findings about an entity that are not closed, as far as they are told. */
interface Unsettled {
  findings: Pick<Finding, 'number' | 'state'>[];
  /** So many more are open. */
  more?: number;
}

/** Whether no finding about the entity is open: what is explained, accepted for now or remediated is seen to. */
export const findingsCheck: ScorecardCheck<Unsettled> = {
  id: 'findings',
  area: 'Evidence',
  title: 'No open finding',
  order: 50,
  request: {
    key: entityScopeKey,
    load: ({ apis, signal, entityRef }) =>
      apis.get(evidenceApiRef)!.getEntityScope(entityRef, { signal }),
  },
  overview: {
    async load({ apis, signal }) {
      const api = apis.get(evidenceApiRef)!;
      const { items } = await api.getOpenFindings({ signal });
      return new Map(
        items.map(({ entityRef, count, numbers }) => [
          entityRef.toLocaleLowerCase('en-US'),
          {
            findings: numbers.map(number => ({
              number,
              state: 'open' as const,
            })),
            more: count - numbers.length,
          },
        ]),
      );
    },
    otherwise: { findings: [] },
  },
  judge({ findings, more = 0 }, { apis, entityRef }): ScorecardAnswer {
    const open = findings.filter(({ state }) => state === 'open');
    const named = open.map(({ number }) => number).join(', ');
    return open.length === 0
      ? { state: 'met', detail: 'None is open.' }
      : {
          state: 'unmet',
          detail: `Open: ${named}${more > 0 ? ` and ${more} more` : ''}.`,
          next: {
            text: 'Explain or mend them',
            href: listPath(apis, findingsRouteRef, {
              entityRef: [entityRef],
              state: ['open'],
            }),
          },
        };
  },
};
