import { useApi } from '@backstage/frontend-plugin-api';
import { ConfigurationItemResponse } from '@countersign/plugin-change-management-common';
import { AsyncData, useAsyncData } from '@countersign/plugin-governance-react';
import { changeManagementApiRef } from '../../api';

/** An entity as a configuration item; all that show it on a page share one request. */
export function useConfigurationItem(
  entityRef: string,
): AsyncData<ConfigurationItemResponse> {
  const api = useApi(changeManagementApiRef);
  return useAsyncData(
    `change-management/item/${entityRef}`,
    () => api.getConfigurationItem(entityRef),
    { shared: true },
  );
}
