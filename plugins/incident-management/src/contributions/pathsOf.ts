import {
  ApiHolder,
  routeResolutionApiRef,
} from '@backstage/frontend-plugin-api';
import { recordPath } from '@countersign/plugin-governance-react';
import { IncidentFilters, searchOf } from '../components/ListPage/listFilters';
import {
  actionSearchOf,
  ActionFilters,
} from '../components/ActionsPage/actionFilters';
import {
  actionsRouteRef,
  incidentRouteRef,
  rootRouteRef,
  reviewRouteRef,
} from '../routes';

/** The paths of the pages of incidents, outside of a component. */
export function pathsOf(apis: ApiHolder) {
  const routes = apis.get(routeResolutionApiRef);
  const list = routes?.resolve(rootRouteRef)?.();
  const actions = routes?.resolve(actionsRouteRef)?.();
  return {
    incident: (number: string) => recordPath(apis, incidentRouteRef, number),
    review: (number: string) => recordPath(apis, reviewRouteRef, number),
    actions: (filters: Partial<ActionFilters>) =>
      actions && `${actions}?${actionSearchOf(filters)}`,
    list: (filters: Partial<IncidentFilters>) =>
      list && `${list}?${searchOf(filters)}`,
  };
}
