import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { ConfigurationItemResponse } from '@countersign/plugin-change-management-common';
import { useCallback, useEffect } from 'react';
import { AsyncData, useAsyncData } from '@countersign/plugin-governance-react';
import { ChangeManagementApi, changeManagementApiRef } from '../../api';
import { SharedItems } from './SharedItems';

const sharedItems = new WeakMap<ChangeManagementApi, SharedItems>();

function sharedItemsOf(api: ChangeManagementApi): SharedItems {
  let shared = sharedItems.get(api);
  if (!shared) {
    shared = new SharedItems(api);
    sharedItems.set(api, shared);
  }
  return shared;
}

/** The entity of the page as a configuration item; cards on the same page share the request. */
export function useConfigurationItem(): AsyncData<ConfigurationItemResponse> & {
  entityRef: string;
} {
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  const shared = sharedItemsOf(useApi(changeManagementApiRef));
  const item = useAsyncData(`item:${entityRef}`, () => shared.load(entityRef));

  const { refetch: reload } = item;
  useEffect(() => shared.join(entityRef, reload), [shared, entityRef, reload]);
  const refetch = useCallback(
    () => shared.refresh(entityRef),
    [shared, entityRef],
  );
  return { ...item, refetch, entityRef };
}
