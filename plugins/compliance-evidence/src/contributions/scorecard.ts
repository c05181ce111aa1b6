import { EntityScope } from '@countersign/plugin-compliance-evidence-common';
import {
  listPath,
  ScorecardAnswer,
  ScorecardCheck,
} from '@countersign/plugin-governance-react';
import { entityScopeKey, evidenceApiRef } from '../api';
import { findingsRouteRef } from '../routes';

/** Whether no finding about the entity is open: what is explained, accepted for now or remediated is seen to. */
export const findingsCheck: ScorecardCheck<EntityScope> = {
  id: 'findings',
  area: 'Evidence',
  title: 'No open finding',
  order: 50,
  request: {
    key: entityScopeKey,
    load: ({ apis, signal, entityRef }) =>
      apis.get(evidenceApiRef)!.getEntityScope(entityRef, { signal }),
  },
  judge({ findings }, { apis, entityRef }): ScorecardAnswer {
    const open = findings.filter(({ state }) => state === 'open');
    return open.length === 0
      ? { state: 'met', detail: 'None is open.' }
      : {
          state: 'unmet',
          detail: `Open: ${open.map(({ number }) => number).join(', ')}.`,
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
