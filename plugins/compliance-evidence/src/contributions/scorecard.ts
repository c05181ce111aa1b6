import {
  listPath,
  ScorecardAnswer,
  ScorecardCheck,
} from '@countersign/plugin-governance-react';
import { ListFindings } from '@countersign/plugin-compliance-evidence-common';
import { assuranceApiRef } from '../api';
import { findingsRouteRef } from '../routes';

/** Whether no finding about the entity is open: explained, accepted for now or remediated is as good as closed. */
export const checkFindings: ScorecardCheck['load'] = async ({
  apis,
  signal,
  entityRef,
}): Promise<ScorecardAnswer> => {
  const query = {
    entityRef: [entityRef],
    state: ['open'],
  } satisfies ListFindings;
  const { count } = await apis
    .get(assuranceApiRef)!
    .listFindings({ ...query, limit: 1 }, { signal });
  const n = count.value;
  return n === 0
    ? { state: 'met', detail: 'None is open.' }
    : {
        state: 'unmet',
        detail: n === 1 ? 'One is open.' : `${n} are open.`,
        next: {
          text: 'Explain or mend them',
          href: listPath(apis, findingsRouteRef, query),
        },
      };
};
