import { useApi } from '@backstage/frontend-plugin-api';
import { AsyncData, useAsyncData } from '@countersign/plugin-governance-react';
import {
  ObjectivePage,
  objectiveStates,
  ObjectiveSummary,
} from '@countersign/plugin-service-levels-common';
import { serviceLevelsApiRef } from '../../api';
import { leftOf } from '../figures';

/** More than one component promises. */
const MOST = 200;

/** What a component promises, worst first; all that show it on a page share one request. */
export function useComponentSlos(entityRef: string): AsyncData<ObjectivePage> {
  const api = useApi(serviceLevelsApiRef);
  return useAsyncData(
    `service-levels/component/${entityRef}`,
    async () => {
      const page = await api.listObjectives({
        component: entityRef,
        limit: MOST,
      });
      return { ...page, items: worstFirst(page.items) };
    },
    { shared: true, refetchOnFocus: true },
  );
}

/** By state, and of one state by what is left. */
export function worstFirst(
  objectives: readonly ObjectiveSummary[],
): ObjectiveSummary[] {
  const rank = ({ state }: ObjectiveSummary) => objectiveStates.indexOf(state);
  return [...objectives].sort(
    (a, b) => rank(a) - rank(b) || (leftOf(a) ?? 1) - (leftOf(b) ?? 1),
  );
}
