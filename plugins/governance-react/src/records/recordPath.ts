import {
  ApiHolder,
  RouteRef,
  routeResolutionApiRef,
} from '@backstage/frontend-plugin-api';
import { RecordLink } from './RecordLinks';

/** The path of a record's page, outside of a component: for what an area adds to pages that areas share. */
export function recordPath(
  apis: ApiHolder,
  route: RecordLink['route'],
  number: string,
): string | undefined {
  return apis.get(routeResolutionApiRef)?.resolve(route)?.({ number });
}

/** The same of a page that is about no record; undefined where the app has no such page. */
export function pagePath(
  apis: ApiHolder,
  route: RouteRef<undefined>,
): string | undefined {
  return apis.get(routeResolutionApiRef)?.resolve(route)?.();
}
