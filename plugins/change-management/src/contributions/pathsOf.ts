import {
  ApiHolder,
  routeResolutionApiRef,
} from '@backstage/frontend-plugin-api';
import { ListChangesQuery } from '@countersign/plugin-change-management-common';
import { queryString } from '@countersign/plugin-governance-common';
import { changeRouteRef, rootRouteRef } from '../routes';

/** The paths of the pages of changes, outside of a component. */
export function pathsOf(apis: ApiHolder) {
  const routes = apis.get(routeResolutionApiRef);
  const change = routes?.resolve(changeRouteRef);
  const list = routes?.resolve(rootRouteRef)?.();
  return {
    change: (number: string) => change?.({ number }),
    list: (query: ListChangesQuery) => list && `${list}${queryString(query)}`,
  };
}
