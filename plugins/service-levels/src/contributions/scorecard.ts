import {
  listPath,
  ScorecardAnswer,
  ScorecardCheck,
} from '@countersign/plugin-governance-react';
import { serviceLevelsApiRef } from '../api';
import { checkRouteRef } from '../routes';

/** Whether a component has an SLO; nothing else needs one. */
export const checkSlo: ScorecardCheck['load'] = async ({
  apis,
  signal,
  entity,
  entityRef,
}): Promise<ScorecardAnswer> => {
  if (entity.kind.toLocaleLowerCase('en-US') !== 'component') {
    return { state: 'exempt', detail: 'Components have SLOs.' };
  }
  const { items, count } = await apis
    .get(serviceLevelsApiRef)!
    .listObjectives(
      { component: entityRef.toLocaleLowerCase('en-US'), limit: 1 },
      { signal },
    );
  if (items.length === 0) {
    return {
      state: 'unmet',
      detail:
        'It has no SLO: nobody knows what it promises, nor when it breaks.',
      next: {
        text: 'Write its first SLO',
        href: listPath(apis, checkRouteRef, { service: entity.metadata.name }),
      },
    };
  }
  const n = count.value;
  return { state: 'met', detail: n === 1 ? 'One SLO.' : `${n} SLOs.` };
};
