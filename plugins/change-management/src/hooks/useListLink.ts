import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ListChangesQuery } from '@countersign/plugin-change-management-common';
import { queryString } from '@countersign/plugin-governance-common';
import { rootRouteRef } from '../routes';

/** Makes links to the list of changes with these filters; undefined where the list is not installed. */
export function useListLink(): (query: ListChangesQuery) => string | undefined {
  const listLink = useRouteRef(rootRouteRef);
  return query => listLink && `${listLink()}${queryString(query)}`;
}
