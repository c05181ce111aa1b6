import {
  ApiHolder,
  routeResolutionApiRef,
} from '@backstage/frontend-plugin-api';
import { recordPath } from '@countersign/plugin-governance-react';
import { IncidentFilters, searchOf } from '../components/ListPage/listFilters';
import { incidentRouteRef, rootRouteRef } from '../routes';

/** The paths of the pages of incidents, outside of a component. */
export function pathsOf(apis: ApiHolder) {
  const list = apis.get(routeResolutionApiRef)?.resolve(rootRouteRef)?.();
  return {
    incident: (number: string) => recordPath(apis, incidentRouteRef, number),
    list: (filters: Partial<IncidentFilters>) =>
      list && `${list}?${searchOf(filters)}`,
  };
}
