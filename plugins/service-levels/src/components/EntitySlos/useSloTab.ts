import { useRouteRef } from '@backstage/frontend-plugin-api';
import {
  entityRouteParams,
  entityRouteRef,
  useEntity,
} from '@backstage/plugin-catalog-react';

/** The path of the tab that all objectives of an entity stand on, below the entity's page. */
export const SLO_TAB = '/slos';

/** Where the tab of this entity is. */
export function useSloTab(): string | undefined {
  const { entity } = useEntity();
  const page = useRouteRef(entityRouteRef);
  return page && `${page(entityRouteParams(entity))}${SLO_TAB}`;
}
