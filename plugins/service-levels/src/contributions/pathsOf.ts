import {
  ApiHolder,
  routeResolutionApiRef,
} from '@backstage/frontend-plugin-api';
import { queryString } from '@countersign/plugin-governance-common';
import { recordPath } from '@countersign/plugin-governance-react';
import { ListAlerts } from '@countersign/plugin-service-levels-common';
import { alertRouteRef, alertsRouteRef, objectiveRouteRef } from '../routes';

/** The paths of the pages of service levels, outside of a component. */
export function pathsOf(apis: ApiHolder) {
  const routes = apis.get(routeResolutionApiRef);
  const alerts = routes?.resolve(alertsRouteRef)?.();
  return {
    alert: (number: string) => recordPath(apis, alertRouteRef, number),
    objective: (id: string) => routes?.resolve(objectiveRouteRef)?.({ id }),
    alerts: (query: ListAlerts) =>
      alerts && `${alerts}${queryString({ ...query })}`,
  };
}
