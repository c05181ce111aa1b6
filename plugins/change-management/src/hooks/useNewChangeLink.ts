import { useRouteRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { changeCreatePermission } from '@countersign/plugin-change-management-common';
import { newChangeRouteRef } from '../routes';

/** Makes links to the form for a new change, filled in; undefined for somebody who may not open one. */
export function useNewChangeLink(): (prefill?: {
  /** Entity ref of the configuration item. */
  item?: string;
}) => string | undefined {
  const newChangeLink = useRouteRef(newChangeRouteRef);
  const { allowed } = usePermission({ permission: changeCreatePermission });
  return prefill => {
    const path = allowed ? newChangeLink?.() : undefined;
    return path && prefill?.item
      ? `${path}?${new URLSearchParams({ item: prefill.item })}`
      : path;
  };
}
