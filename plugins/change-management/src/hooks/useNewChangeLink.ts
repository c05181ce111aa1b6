import { useRouteRef } from '@backstage/frontend-plugin-api';
import { newChangeRouteRef } from '../routes';

/** Makes links to the form for a new change, filled in; undefined where the form is not installed. */
export function useNewChangeLink(): (prefill?: {
  /** Entity ref of the configuration item. */
  item?: string;
}) => string | undefined {
  const newChangeLink = useRouteRef(newChangeRouteRef);
  return prefill => {
    const path = newChangeLink?.();
    return path && prefill?.item
      ? `${path}?${new URLSearchParams({ item: prefill.item })}`
      : path;
  };
}
