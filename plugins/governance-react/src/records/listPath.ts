import {
  ApiHolder,
  RouteRef,
  routeResolutionApiRef,
  SubRouteRef,
} from '@backstage/frontend-plugin-api';
import { queryString } from '@countersign/plugin-governance-common';

/** The path of a list, narrowed by a query, outside of a component: for what an area adds to pages that areas share. */
export function listPath(
  apis: ApiHolder,
  route: RouteRef<undefined> | SubRouteRef<undefined>,
  query: object = {},
): string | undefined {
  const path = apis.get(routeResolutionApiRef)?.resolve(route)?.();
  return path && `${path}${queryString(query)}`;
}
