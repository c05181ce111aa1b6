import { useRouteRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { changeCreatePermission } from '@countersign/plugin-change-management-common';
import { queryString } from '@countersign/plugin-governance-common';
import { newChangeRouteRef } from '../routes';

/** Makes links to the form for a new change, filled in; undefined for somebody who may not open one. */
export function useNewChangeLink(): (prefill?: {
  /** Entity ref of the configuration item. */
  item?: string;
  /** The number of a change that the new one is to be like. */
  from?: string;
}) => string | undefined {
  const newChangeLink = useRouteRef(newChangeRouteRef);
  const { allowed } = usePermission({ permission: changeCreatePermission });
  return prefill => {
    const path = allowed ? newChangeLink?.() : undefined;
    return path && prefill ? `${path}${queryString(prefill)}` : path;
  };
}
