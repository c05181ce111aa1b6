import { useRouteRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { queryString } from '@countersign/plugin-governance-common';
import { incidentDeclarePermission } from '@countersign/plugin-incident-management-common';
import { declareRouteRef } from '../routes';

/** Makes links to the form that declares an incident, filled in; undefined for somebody who may not. */
export function useDeclareLink(): (prefill?: {
  /** Entity ref of what is hit. */
  entity: string;
}) => string | undefined {
  const declareLink = useRouteRef(declareRouteRef);
  const { allowed } = usePermission({ permission: incidentDeclarePermission });
  return prefill => {
    const path = allowed ? declareLink?.() : undefined;
    return path && prefill ? `${path}${queryString(prefill)}` : path;
  };
}
