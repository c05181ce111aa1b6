import {
  ApiHolder,
  routeResolutionApiRef,
} from '@backstage/frontend-plugin-api';
import { ListChangesQuery } from '@countersign/plugin-change-management-common';
import { queryString } from '@countersign/plugin-governance-common';
import { recordPath } from '@countersign/plugin-governance-react';
import { changeRouteRef, rootRouteRef } from '../routes';

/** The paths of the pages of changes, outside of a component. */
export function pathsOf(apis: ApiHolder) {
  const list = apis.get(routeResolutionApiRef)?.resolve(rootRouteRef)?.();
  return {
    change: (number: string) => recordPath(apis, changeRouteRef, number),
    list: (query: ListChangesQuery) => list && `${list}${queryString(query)}`,
  };
}
