import { useApi } from '@backstage/frontend-plugin-api';
import { AsyncData, useAsyncData } from '@countersign/plugin-governance-react';
import {
  ObjectivePage,
  objectiveStates,
  ObjectiveSummary,
} from '@countersign/plugin-service-levels-common';
import { ServiceLevelsApi, serviceLevelsApiRef } from '../../api';
import { leftOf } from '../figures';

/** More than one component promises. */
const MOST = 200;

/** Names the request for what a component promises: all that show it on a page share it. */
export const componentSlosKey = (entityRef: string) =>
  `service-levels/component/${entityRef}`;

/** What a component promises, worst first. */
export async function loadComponentSlos(
  api: Pick<ServiceLevelsApi, 'listObjectives'>,
  entityRef: string,
): Promise<ObjectivePage> {
  const page = await api.listObjectives({ component: entityRef, limit: MOST });
  return { ...page, items: worstFirst(page.items) };
}

/** What a component promises, worst first; all that show it on a page share one request. */
export function useComponentSlos(entityRef: string): AsyncData<ObjectivePage> {
  const api = useApi(serviceLevelsApiRef);
  return useAsyncData(
    componentSlosKey(entityRef),
    () => loadComponentSlos(api, entityRef),
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
